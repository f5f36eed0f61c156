"""Staging rows for the tests of history, from labels and from parsed reports."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from pathlib import Path

from pipelines.reports import ParsedReport, parse_report
from pipelines.reports.keys import key

GOLDEN = Path(__file__).parents[1] / "golden" / "dongcheng"
DATA = Path(__file__).parent / "data"
CODE, PLACE = "110101", "北京市东城区"
TABLES = ("reports", "sections", "items", "item_departments", "quantities", "numerals", "matches", "residue", "issues")

Rows = dict[str, list[dict[str, object]]]


def merged(*many: Rows) -> Rows:
    """The rows of several reports together."""
    return {t: [row for rows in many for row in rows[t]] for t in TABLES}


def report_row(report_key: str, report_year: int, **other: object) -> dict[str, object]:
    return {
        "report_key": report_key,
        "jurisdiction_code": CODE,
        "jurisdiction_name": PLACE,
        "report_year": report_year,
        "series": "main",
        "version_no": 1,
        "is_current": True,
        "status": "parsed",
        "is_final": True,
        "as_of_on": None,
        "published_on": None,
    } | other


def _quantity(item_key: str, report_key: str, q: dict[str, object]) -> dict[str, object]:
    return {"quantity_key": key(item_key, str(q["quantity_id"])), "item_key": item_key, "report_key": report_key} | q


def of_parsed(
    report: ParsedReport, report_year: int, *, code: str = CODE, place: str = PLACE, series: str = "main", **other: object
) -> Rows:
    """The rows that storage would stage for a parsed report."""
    report_key = key(code, report_year, series, 1)
    rows: Rows = {t: [] for t in TABLES}
    known = {
        "jurisdiction_code": code,
        "jurisdiction_name": place,
        "series": series,
        "is_final": report.is_final,
        "as_of_on": report.as_of_on,
    }
    rows["reports"].append(report_row(report_key, report_year, **(known | other)))
    for item in report.items:
        item_key = key(report_key, item.position)
        rows["items"].append(
            {
                "item_key": item_key,
                "report_key": report_key,
                "report_year": report_year,
                "position": item.position,
                "item_no": item.item_no,
                "kind": item.kind,
                "year": item.year,
                "group_heading": item.group,
                "commitment": item.commitment,
                "completion": item.completion,
            }
        )
        for d in item.departments:
            rows["item_departments"].append(
                {"item_key": item_key, "report_key": report_key, "role": d.role, "position": d.position, "name_as_written": d.name}
            )
        for q in item.quantities:
            rows["quantities"].append(
                _quantity(
                    item_key,
                    report_key,
                    {
                        "quantity_id": q.id,
                        "field": q.field,
                        "role": q.role,
                        "comparator": q.comparator,
                        "value": q.value,
                        "unit_as_written": q.unit,
                        "period": q.period,
                        "indicator": q.indicator,
                        "is_restatement": q.is_restatement,
                        "is_breakdown": q.is_breakdown,
                        "text": q.text,
                        "char_start": q.char_start,
                    },
                )
            )
            if q.matches:
                rows["matches"].append(_match(item_key, report_key, q.matches, q.id, q.is_part))
    return rows


def _match(item_key: str, report_key: str, target: str, actual: str, is_part: bool) -> dict[str, object]:
    return {
        "item_key": item_key,
        "report_key": report_key,
        "target_quantity_key": key(item_key, target),
        "actual_quantity_key": key(item_key, actual),
        "is_part": is_part,
    }


def of_labels(labels: dict[str, object], report_year: int, *, code: str = CODE, place: str = PLACE, **other: object) -> Rows:
    """The rows of a labelled report, as if parsed without a fault."""
    report_key = key(code, report_year, "main", 1)
    rows: Rows = {t: [] for t in TABLES}
    rows["reports"].append(report_row(report_key, report_year, jurisdiction_code=code, jurisdiction_name=place, **other))
    items: Iterable[dict] = labels["items"]  # type: ignore[assignment]
    for position, item in enumerate(items, 1):
        item_key = key(report_key, position)
        texts = {k: item[k] for k in ("item_no", "kind", "year", "commitment", "completion")}
        rows["items"].append(
            {"item_key": item_key, "report_key": report_key, "report_year": report_year, "position": position, "group_heading": None}
            | texts
        )
        for role in ("lead", "support"):
            for n, name in enumerate(item[role], 1):
                rows["item_departments"].append(
                    {"item_key": item_key, "report_key": report_key, "role": role, "position": n, "name_as_written": name}
                )
        by_id = {q["id"]: q for q in item["quantities"]}
        for n, q in enumerate(item["quantities"]):
            target = by_id.get(q.get("matches"))
            again = bool(
                target
                and q["period"]
                and (q["period"], q["comparator"], q["value"]) == (target["period"], target["comparator"], target["value"])
            )
            rows["quantities"].append(
                _quantity(
                    item_key,
                    report_key,
                    {
                        "quantity_id": q["id"],
                        "field": q["field"],
                        "role": q["role"],
                        "comparator": q["comparator"],
                        "value": Decimal(str(q["value"])),
                        "unit_as_written": q["unit"],
                        "period": q["period"],
                        "indicator": q["indicator"],
                        "is_restatement": again,
                        "is_breakdown": False,
                        "text": q["text"],
                        "char_start": position * 1000 + n,
                    },
                )
            )
            if target:
                rows["matches"].append(_match(item_key, report_key, q["matches"], q["id"], bool(q.get("part"))))
    return rows


@cache
def labels(stem: str) -> dict:
    """The labels of a golden report."""
    return json.loads((GOLDEN / f"{stem}.gold.json").read_text("utf-8"))


def of_gold(stem: str) -> Rows:
    """The rows of a golden report from its labels; the report year is the second year of its name."""
    return of_labels(labels(stem), int(stem[-4:]))


@cache
def parsed(path: Path) -> ParsedReport:
    """A report as the parser reads it."""
    return parse_report(path.read_bytes(), filename=path.name)


def of_text(text: str, report_year: int, **other: object) -> Rows:
    """The rows of a text as the parser reads it."""
    return of_parsed(parse_report(text.encode(), filename="text.txt"), report_year, **other)  # type: ignore[arg-type]
