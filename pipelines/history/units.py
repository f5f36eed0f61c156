"""Which numbers can be compared: measure words that convert, and rates of one period."""

from __future__ import annotations

from decimal import Decimal

from pipelines.history.model import Quantity
from pipelines.reports.vocabulary import units


def base(unit: str) -> tuple[str, Decimal]:
    """Base unit and factor of a measure word as written; an unknown one is its own base."""
    known = units().get(unit)
    return (known.base_unit, known.factor) if known else (unit, Decimal(1))


def conformed(unit: str) -> str:
    """The unit that a metric is kept in: the base unit where it is only another word for it (名 -> 人), else the canonical form (公里)."""
    known = units().get(unit)
    if known is None:
        return unit
    return known.base_unit if known.factor == 1 else known.canonical


def convertible(a: str, b: str) -> bool:
    """Do the two measure words count the same thing in other steps (公里 and 米, 人 and 名)?"""
    return base(a)[0] == base(b)[0]


def converted(value: Decimal, unit: str, into: str) -> Decimal:
    """``value`` of ``unit`` in the unit ``into``; the two must be convertible."""
    if unit == into:
        return value
    return value * base(unit)[1] / base(into)[1]


def comparable(target: Quantity, actual: Quantity) -> bool:
    """Can the actual be set against the target? Rates compare with rates of the same period only: 40 times a year is no answer to once a
    quarter."""
    return convertible(target.unit, actual.unit) and target.period == actual.period
