"""Records of the parser as rows of the staging tables (see tables.py for columns and keys)."""

from __future__ import annotations

from typing import Any

from pipelines.reports import ParsedReport, ReportRefused
from pipelines.reports.keys import key
from pipelines.reports.model import Issue
from pipelines.storage.raw import RawReport
from pipelines.storage.tables import REPORT_TABLES
from pipelines.storage.years import last_of_items

Row = dict[str, Any]
Rows = dict[str, list[Row]]


def no_rows() -> Rows:
    """Every report table, empty."""
    return {name: [] for name in REPORT_TABLES}


def parse_key(report: RawReport, parser_version: str) -> str:
    """What a parse depends on: equal keys mean equal rows."""
    s = report.sidecar
    told = (s.items_year, s.jurisdiction, s.encoding, s.publisher, s.published_on)  # the document fills in what the sidecar leaves open
    return key(s.sha256 or "", parser_version, report.path.suffix, *(str(fact or "") for fact in told))


def provenance(report: RawReport, parser_version: str) -> Row:
    """The columns of ``reports`` that come from the sidecar."""
    s = report.sidecar
    return {
        "report_key": report.report_key,
        "jurisdiction_code": s.adcode,
        "jurisdiction_name": s.jurisdiction,
        "report_year": s.report_year,
        "series": s.series,
        "version_no": s.version,
        "source_path": report.source_path,
        "source_url": s.url,
        "publisher": s.publisher,
        "attribution": s.attribution,
        "language": s.language,
        "published_on": s.published_on,
        "retrieved_on": s.retrieved_on,
        "sha256": s.sha256,
        "size_bytes": s.size_bytes,
        "parser_version": parser_version,
        "parse_key": parse_key(report, parser_version),
    }


def rows_of(report: RawReport, parsed: ParsedReport, parser_version: str) -> Rows:
    """All rows of a parsed report. ``is_current`` is set by the partition, which alone sees the other versions."""
    rows = no_rows()
    ids = {"report_key": report.report_key, "report_year": report.sidecar.report_year}
    base = provenance(report, parser_version)
    rows["reports"].append(
        base
        | {
            "is_current": False,
            "status": "parsed",
            "refusal_code": None,
            "title": parsed.title,
            "as_of_on": parsed.as_of_on,
            "is_final": parsed.is_final,
            "publisher": base["publisher"] or parsed.publisher,
            "published_on": base["published_on"] or parsed.published_on,
            "media_type": parsed.media_type,
            "encoding": parsed.encoding,
            "character_count": parsed.character_count,
            "covered_characters": parsed.covered_characters,
            "numeral_count": parsed.numeral_count,
            "resolved_numeral_count": parsed.resolved_numeral_count,
            "text": parsed.text,
        }
    )
    for number, section in enumerate(parsed.sections):
        rows["sections"].append(
            ids
            | {"section_no": number, "item_count": sum(i.section == number for i in parsed.items)}
            | {n: getattr(section, n) for n in ("kind", "year", "heading", "char_start", "char_end", "stated_count", "stated_count_quote")}
        )
    keys = {i.position: key(report.report_key, i.position) for i in parsed.items}
    for item in parsed.items:
        _item_rows(rows, ids | {"item_key": keys[item.position]}, item)
    for residue in parsed.residue:
        rows["residue"].append(ids | {"quote": residue.quote, "char_start": residue.char_start, "char_end": residue.char_end})
    for number, issue in enumerate((*parsed.issues, *_late(parsed, report.sidecar.report_year))):
        rows["issues"].append(
            ids
            | {"issue_key": key(report.report_key, number), "item_key": keys[issue.item] if issue.item else None}
            | {n: getattr(issue, n) for n in ("kind", "severity", "quote", "char_start", "char_end", "message")}
        )
    return rows


def _late(parsed: ParsedReport, published: int) -> list[Issue]:
    """An issue where a report has results of years after its publication, or plans beyond the next year: one of the sidecar's years is wrong."""
    late = next((i for i in parsed.items if i.year and i.year > (last_of_items(published) if i.kind == "plan" else published)), None)
    if late is None:
        return []
    message = (
        f"{'a plan' if late.kind == 'plan' else 'results'} of {late.year} in a report published in {published}: "
        "correct report_year or items_year in the sidecar, and the folder it stands in"
    )
    quote = parsed.text[late.char_start : late.char_end]
    return [Issue("late_items", "warning", quote, late.char_start, late.char_end, message, late.position)]


def _item_rows(rows: Rows, ids: Row, item: Any) -> None:
    item_key = ids["item_key"]
    rows["items"].append(
        ids
        | {"section_no": item.section, "group_heading": item.group, "deadline_on": item.deadline}
        | {
            n: getattr(item, n)
            for n in (
                "position",
                "item_no",
                "kind",
                "year",
                "commitment",
                "completion",
                "deadline_text",
                "claim",
                "claim_quote",
                "char_start",
                "char_end",
            )
        }
    )
    for department in item.departments:
        rows["item_departments"].append(
            ids | {"name_as_written": department.name} | {n: getattr(department, n) for n in ("role", "position", "char_start", "char_end")}
        )
    for quantity in item.quantities:
        rows["quantities"].append(
            ids
            | {"quantity_key": key(item_key, quantity.id), "quantity_id": quantity.id, "unit_as_written": quantity.unit}
            | {
                n: getattr(quantity, n)
                for n in (
                    "field", "role", "comparator", "value", "value_high", "period", "indicator", "is_approximate", "is_restatement", "is_breakdown",
                    "text", "quote", "char_start", "char_end",
                )
            }
        )  # fmt: skip
        if quantity.matches:
            rows["matches"].append(
                ids
                | {
                    "target_quantity_key": key(item_key, quantity.matches),
                    "actual_quantity_key": key(item_key, quantity.id),
                    "is_part": quantity.is_part,
                }
            )
    for numeral in item.other_numerals:
        rows["numerals"].append(ids | {n: getattr(numeral, n) for n in ("field", "kind", "text", "quote", "char_start", "char_end")})


def refused_rows(report: RawReport, refusal: ReportRefused, parser_version: str) -> Rows:
    """The rows of a report that was set aside: itself, and an issue that says why."""
    rows = no_rows()
    rows["reports"].append(
        provenance(report, parser_version)
        | {
            "is_current": False,
            "status": "refused",
            "refusal_code": refusal.code,
        }
    )
    rows["issues"].append(
        {
            "issue_key": key(report.report_key, 0),
            "report_key": report.report_key,
            "item_key": None,
            "report_year": report.sidecar.report_year,
            "kind": f"refused_{refusal.code}",
            "severity": "error",
            "quote": None,
            "char_start": None,
            "char_end": None,
            "message": str(refusal),
        }
    )
    return rows


def with_current(rows: Rows) -> Rows:
    """``is_current`` set: the highest version of each series that was not refused, or the highest where all were."""
    best: dict[tuple[str, str], Row] = {}
    for row in sorted(rows["reports"], key=lambda r: (r["status"] == "parsed", r["version_no"])):
        best[row["jurisdiction_code"], row["series"]] = row
    current = {r["report_key"] for r in best.values()}
    return rows | {"reports": [r | {"is_current": r["report_key"] in current} for r in rows["reports"]]}
