"""What the parser says of its own work, gathered from the staged rows: uncovered text, counts that disagree, numerals that nobody placed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from pipelines.storage.rows import Rows


@dataclass(frozen=True, slots=True)
class Findings:
    """One sentence for each case, naming the report."""

    uncovered: list[str]
    miscounted: list[str]
    unresolved: list[str]


def findings(rows: Rows) -> Findings:
    """Cases of all reports in ``rows`` that were parsed."""
    places = {r["report_key"]: r["source_path"] for r in rows["reports"]}
    parsed = [r for r in rows["reports"] if r["status"] == "parsed"]
    residue: dict[str, list[str]] = defaultdict(list)
    for row in rows["residue"]:
        residue[row["report_key"]].append(row["quote"])
    return Findings(
        uncovered=[
            f"{r['source_path']}: {r['character_count'] - r['covered_characters']} of {r['character_count']} characters not placed, first {_short(residue[r['report_key']])}"
            for r in parsed
            if residue[r["report_key"]]
        ],
        miscounted=[
            f"{places[s['report_key']]}: says {s['stated_count']} ({s['stated_count_quote']}), {s['item_count']} items found"
            for s in rows["sections"]
            if s["stated_count"] is not None and s["stated_count"] != s["item_count"]
        ],
        unresolved=[
            f"{r['source_path']}: {r['numeral_count'] - r['resolved_numeral_count']} of {r['numeral_count']} numerals not understood"
            for r in parsed
            if r["resolved_numeral_count"] < r["numeral_count"]
        ],
    )


def _short(quotes: list[str]) -> str:
    return repr(quotes[0][:40])
