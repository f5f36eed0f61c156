"""Measure words of one kind converted to each other: 公里 and 米, 人 and 名, 万元 and 元."""

from __future__ import annotations

from decimal import Decimal

from pipelines.reports import vocabulary
from pipelines.reports.model import Quantity


def base_unit(unit: str) -> tuple[str, Decimal]:
    """What a measure word converts to, and the factor; a word we do not know is its own base."""
    known = vocabulary.units().get(unit)
    return (known.base_unit, known.factor) if known else (unit, Decimal(1))


_MONEY_SCALE = Decimal(1000)


def convertible(left: Quantity, right: Quantity) -> bool:
    """Whether two quantities can be compared: 人 and 名, 公里 and 米, 万元 and 元; a bare number with any count, but no share or money."""
    a, b = base_unit(left.unit)[0], base_unit(right.unit)[0]
    return a == b or ("" in (a, b) and not {"%", "元"} & {a, b})


def of_one_scale(left: Quantity, right: Quantity) -> bool:
    """Whether two amounts of money can be of one thing: a standard of 50元 a head is not answered by 10.17亿元 paid out in all."""
    unit, factor = base_unit(left.unit)
    if unit != "元" or not left.value or not right.value:
        return True
    share = abs(left.value * factor / (right.value * base_unit(right.unit)[1]))
    return 1 / _MONEY_SCALE <= share <= _MONEY_SCALE


def in_unit(value: Decimal, unit: str, wanted: str) -> Decimal:
    """``value`` converted from one measure word to another of the same base."""
    return value * base_unit(unit)[1] / base_unit(wanted)[1]
