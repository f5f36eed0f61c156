"""The records that history works on: statements (items of current reports) with their quantities, read from staging rows."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

Row = Mapping[str, object]
Rows = Mapping[str, Sequence[Row]]
Resolved = dict[str, list[dict[str, object]]]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity as staged, with the quantities of its item that it answers (``answers``: target key -> is it a part)."""

    key: str
    field: str
    role: str
    comparator: str
    value: Decimal
    unit: str
    period: str | None
    indicator: str
    is_restatement: bool
    is_breakdown: bool
    text: str
    order: tuple[int, str]
    answers: Mapping[str, bool] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Report:
    """A current, parsed report: what decides its rank among the reports of one year."""

    key: str
    jurisdiction: str
    jurisdiction_name: str
    report_year: int
    is_final: bool
    as_of_on: date | None
    published_on: date | None
    series: str


@dataclass(frozen=True, slots=True)
class Statement:
    """One item of a current report: one promise, or what is reported of it."""

    key: str
    report: Report
    kind: str
    year: int
    item_no: int
    position: int
    commitment: str
    completion: str
    group: str
    leads: tuple[str, ...]
    supports: tuple[str, ...]
    quantities: tuple[Quantity, ...]

    @property
    def targets(self) -> list[Quantity]:
        """Promised quantities, in the order of the text."""
        return [q for q in self.quantities if q.role == "target"]

    @property
    def actuals(self) -> list[Quantity]:
        """Quantities reported as done, in the order of the text."""
        return [q for q in self.quantities if q.role == "actual"]


class HistoryError(ValueError):
    """Rows or reference data that history cannot work with; the message names the place and the remedy."""


def _text(row: Row, column: str) -> str:
    value = row.get(column)
    return value if isinstance(value, str) else ""


def _reports(rows: Rows) -> dict[str, Report]:
    found: dict[str, Report] = {}
    for row in rows.get("reports", ()):
        if not row["is_current"] or row.get("status") == "refused":
            continue
        r: Any = row
        found[r["report_key"]] = Report(
            r["report_key"],
            r["jurisdiction_code"],
            _text(r, "jurisdiction_name"),
            int(r["report_year"]),
            r.get("is_final") is not False,
            r.get("as_of_on"),
            r.get("published_on"),
            _text(r, "series"),
        )
    return found


def _quantities(rows: Rows, reports: Mapping[str, Report]) -> dict[str, list[Quantity]]:
    answers: dict[str, dict[str, bool]] = defaultdict(dict)
    for row in rows.get("matches", ()):
        answers[str(row["actual_quantity_key"])][str(row["target_quantity_key"])] = bool(row["is_part"])
    found: dict[str, list[Quantity]] = defaultdict(list)
    for row in rows.get("quantities", ()):
        if row["report_key"] not in reports:
            continue
        r: Any = row
        found[r["item_key"]].append(
            Quantity(
                r["quantity_key"],
                r["field"],
                r["role"],
                r["comparator"],
                r["value"],
                _text(r, "unit_as_written"),
                r.get("period") or None,
                _text(r, "indicator"),
                bool(r.get("is_restatement")),
                bool(r.get("is_breakdown")),
                _text(r, "text"),
                (int(r["char_start"]), r["quantity_key"]),
                dict(sorted(answers.get(r["quantity_key"], {}).items())),
            )
        )
    for listed in found.values():
        listed.sort(key=lambda q: q.order)
    return found


def _year(row: Row, report: Report) -> int:
    # A document that names no year and came without a hint: a plan is published in its year, a delivery in the year after.
    year = row.get("year")
    if isinstance(year, int):
        return year
    return report.report_year - (row["kind"] == "delivery")


def statements(rows: Rows) -> list[Statement]:
    """All items of current, parsed reports, ordered by report and position."""
    reports = _reports(rows)
    quantities = _quantities(rows, reports)
    names: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for row in rows.get("item_departments", ()):
        d: Any = row
        names[d["item_key"], d["role"]].append((int(d["position"]), d["name_as_written"]))
    found = []
    for row in rows.get("items", ()):
        r: Any = row
        report = reports.get(r["report_key"])
        if report is None:
            continue
        key = r["item_key"]
        found.append(
            Statement(
                key,
                report,
                r["kind"],
                _year(r, report),
                int(r["item_no"]),
                int(r["position"]),
                _text(r, "commitment"),
                _text(r, "completion"),
                _text(r, "group_heading"),
                tuple(name for _, name in sorted(names[key, "lead"])),
                tuple(name for _, name in sorted(names[key, "support"])),
                tuple(quantities.get(key, ())),
            )
        )
    found.sort(key=lambda s: (s.report.key, s.position, s.key))
    return found
