"""A parsed report in the label format: one JSON object, the output of ``minsheng parse --format json``."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from pipelines.reports.model import Item, ParsedReport


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def to_label_format(report: ParsedReport) -> dict[str, Any]:
    """Dictionaries and lists only. Values are JSON numbers here and nowhere else; the warehouse keeps decimals."""
    return {
        "report": {
            "jurisdiction": report.jurisdiction,
            "title": report.title,
            "sections": [{"kind": s.kind, "year": s.year, "heading": s.heading, "stated_count": s.stated_count} for s in report.sections],
            "as_of": report.as_of_on.isoformat() if report.as_of_on else None,
            "is_final": report.is_final,
            "encoding": report.encoding,
            "media_type": report.media_type,
            "character_count": report.character_count,
            "covered_characters": report.covered_characters,
        },
        "items": [_item(i) for i in report.items],
        "residue": [{"quote": r.quote, "char_start": r.char_start, "char_end": r.char_end} for r in report.residue],
        "issues": [
            {
                "kind": i.kind,
                "severity": i.severity,
                "item": i.item,
                "quote": i.quote,
                "char_start": i.char_start,
                "char_end": i.char_end,
                "message": i.message,
            }
            for i in report.issues
        ],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "year": item.year,
        "kind": item.kind,
        "item_no": item.item_no,
        "commitment": item.commitment,
        "completion": item.completion,
        "deadline": item.deadline.isoformat() if item.deadline else None,
        "deadline_text": item.deadline_text,
        "lead": [d.name for d in item.departments if d.role == "lead"],
        "support": [d.name for d in item.departments if d.role == "support"],
        "group": item.group,
        "claim": item.claim,
        "quantities": [
            {
                "id": q.id,
                "field": q.field,
                "text": q.text,
                "value": _number(q.value),
                "value_high": _number(q.value_high) if q.value_high is not None else None,
                "unit": q.unit,
                "comparator": q.comparator,
                "period": q.period,
                "role": q.role,
                "indicator": q.indicator,
                "matches": q.matches,
                **({"part": True} if q.is_part else {}),
                "quote": q.quote,
                "char_start": q.char_start,
                "char_end": q.char_end,
            }
            for q in item.quantities
        ],
        "other_numerals": [
            {"field": n.field, "text": n.text, "class": n.kind, "char_start": n.char_start, "char_end": n.char_end}
            for n in item.other_numerals
        ],
    }
