"""A document to items in the making: tables and numbered prose alike, with the headings, the furniture and what is left over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipelines.reports import tables
from pipelines.reports.document.model import Document, Paragraph, Table
from pipelines.reports.fields import FieldText, divided, first_result, labelled, sentences
from pipelines.reports.flattened import Grid, find, grid
from pipelines.reports.lines import Line, physical_lines, rejoined, without_running_headers
from pipelines.reports.outline import Draft, Heading, Outline, heading_kind, outline, years_in
from pipelines.reports.text import Text, compact
from pipelines.reports.wording import reports_result

_COUNTING_LEAD = re.compile(r"^[^:。;]{0,40}?\d+(?:个|项|件|类)(?:[^:。;]{0,6}?)(?:指标|项目|实事|任务|工作|事项|工程)[^:。;]{0,16}:")

_CONTINUES = re.compile(r"(?:今年)?(?:上半年|前三季度|累计|目前|截[至止]|其中|已|实际|共|全年|到\d|\d{1,2}月|同时|另|此外|还)")


@dataclass(slots=True)
class Candidate:
    """An item before its numbers are read. ``section`` indexes ``Candidates.sections``."""

    number: int | None
    fields: list[FieldText]
    group: str | None
    section: int
    start: int
    end: int
    from_table: bool = False


@dataclass(slots=True)
class Candidates:
    """All that the layout of a document tells. ``covered`` are the stretches that have a place: items, headings, title, furniture."""

    title: str | None = None
    sections: list[Heading | None] = field(default_factory=list)
    items: list[Candidate] = field(default_factory=list)
    preface: list[Line] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(default_factory=list)


def candidates(document: Document, plain: str) -> Candidates:
    """Items in document order, from its drawn tables, its flattened ones and its prose."""
    result = Candidates(covered=[(s.start, s.end) for s in document.furniture])
    grids = [g for b in document.blocks if isinstance(b, Table) and (g := tables.grid_of(b, document.text, plain))]
    loose = [b for b in document.blocks if isinstance(b, Table) and not any(g.start == b.start for g in grids)]
    lines, furniture = without_running_headers(physical_lines(_with_loose_cells(document, loose), plain))
    result.covered += [(x.start, x.end) for x in furniture]
    lines, flat = _take_flattened(document, plain, lines)
    grids += flat
    if grids:
        _from_grids(result, grids, lines)
        return result
    _from_prose(result, rejoined(lines))
    return result


def _with_loose_cells(document: Document, loose: list[Table]) -> Document:
    """A table without a header that we know is read as lines, a cell each: layout tables hold prose."""
    if not loose:
        return document
    blocks = []
    for block in document.blocks:
        if isinstance(block, Table) and block in loose:
            blocks += [Paragraph(c.start, c.end, True) for c in block.cells if document.text[c.start : c.end].strip()]
        elif isinstance(block, Paragraph):
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def _take_flattened(document: Document, plain: str, lines: list[Line]) -> tuple[list[Line], list[Grid]]:
    found = find(lines)
    if found is None:
        return lines, []
    first, last = found
    inside = lines[first:last]
    whole = [compact(document.text, plain, x.start, x.end) for x in inside]
    table = grid(inside, whole)
    if table is None or not table.rows:
        return lines, []
    return lines[:first] + lines[last:], [table]


def _from_grids(result: Candidates, grids: list[Grid], lines: list[Line]) -> None:
    first = min(g.start for g in grids)
    heads = [x for x in lines if x.start < first]
    result.covered += [(x.start, x.end) for x in lines if x.start < first or len(x.plain) < 60]
    named = [x for x in heads if not x.plain.endswith("。") and len(x.plain) <= 80]
    title = next((x for x in named if years_in(x.plain)), named[-1] if named else None)
    result.title = title.text.surface if title else None
    result.preface = [x for x in heads if x is not title]
    result.sections = [
        Heading(title, years_in(title.plain)[-1] if years_in(title.plain) else None, heading_kind(title.plain)) if title else None
    ]
    for table in grids:
        result.covered.append((table.start, table.end))
        for draft in tables.drafts(table):
            result.items.append(Candidate(draft.number, draft.fields, draft.group, 0, draft.start, draft.end, True))


def _title(structure: Outline) -> str | None:
    parts = [x.text.surface for x in structure.title if not x.plain.startswith("附件") or len(x.plain) > 6]
    named = [p for p in parts if re.search(r"实事|项目|完成|任务|工程|目标|进展|情况", p)]
    if named:
        return named[0]
    heading = next((s for s in structure.sections if s is not None), None)
    return parts[0] if parts else heading.line.text.surface if heading else None


def _from_prose(result: Candidates, lines: list[Line]) -> None:
    structure = outline(lines)
    result.title = _title(structure)
    result.sections = structure.sections
    result.preface = structure.preface
    result.headings = structure.headings
    for line in [*structure.title, *structure.preface, *structure.headings, *structure.closing]:
        result.covered.append((line.start, line.end))
    title_kind = heading_kind(result.title) if result.title else None
    numbered = any(d.number is not None for d in structure.drafts)
    reporting = (_reports(structure.preface) or title_kind == "delivery") and not _lines_go_on(structure)
    read: list[tuple[Draft, list[FieldText]]] = []
    for draft in structure.drafts:
        for part in [draft] if numbered else _unnumbered_parts(draft, reporting):
            read.append((part, labelled(part.lines)))
    for section in range(len(structure.sections)):
        here = [(d, f) for d, f in read if d.section == section]
        heading = structure.sections[section]
        kind = (heading.kind if heading else None) or (title_kind if len(structure.sections) == 1 else None)
        at_first = _splits_at_first(here, kind)
        below = kind is None and _second_reports([f for _, f in here])
        if kind is None and not numbered and _reports(structure.preface):
            kind = "delivery"
        for draft, fields in here:
            start, end = draft.lines[0].start, draft.lines[-1].end
            result.covered.append((start, end))
            result.items.append(
                Candidate(
                    draft.number, divided(fields, kind, splits_at_first=at_first, reports_below=below), draft.group, section, start, end
                )
            )


def _splits_at_first(drafts: list[tuple[Draft, list[FieldText]]], kind: str | None) -> bool:
    """Whether the items of a section mostly have their result from the second sentence on."""
    if kind == "plan" or not drafts:
        return False
    found = []
    for _, fields in drafts:
        bodies = [f for f in fields if f.role == "body"]
        if len(bodies) == 1 and len(sentences(bodies[0].text)) > 1:
            found.append(first_result(bodies[0].text))
    return len(found) >= 2 and sum(at == 1 for at in found) >= 0.5 * len(found) and len(found) >= 0.5 * len(drafts)


def _second_reports(items: list[list[FieldText]]) -> bool:
    """Whether the items of a section mostly are a promise and, in the next paragraph, its result."""
    bodies = [b for fields in items if len(b := [f for f in fields if f.role == "body"]) > 1]
    reporting = sum(any(reports_result(f.text.plain) for f in b[1:]) for b in bodies)
    return len(bodies) >= 2 and len(bodies) >= 0.6 * len(items) and reporting >= len(bodies) / 3


def _lines_go_on(structure: Outline) -> bool:
    """Whether lines mostly hold a promise and its result in sentences that follow each other (上半年…。累计…。)."""
    several = [parts for d in structure.drafts if len(parts := sentences(d.lines[0].text)) > 1]
    return sum(bool(_CONTINUES.match(parts[1].plain)) for parts in several) >= 0.4 * len(several) if several else False


def _reports(preface: list[Line]) -> bool:
    """Whether the overview says that things are done: 125个小项中57个已完成."""
    return any(reports_result(line.plain) for line in preface)


def _unnumbered_parts(draft: Draft, reporting: bool) -> list[Draft]:
    """A line that is several items: after a count of commitments each ；-clause, else each sentence that reports a result of its own.

    ``reporting``: the whole text reports results, so that a sentence need not say so again.
    """
    (line, *rest) = draft.lines
    text = line.text
    lead = _COUNTING_LEAD.match(text.plain)
    if lead:
        clauses = _clauses(text.cut(lead.end()), ";")
        return [Draft(None, [replace(line, text=c, start=c.span()[0], end=c.span()[1])], draft.group, draft.section) for c in clauses]
    parts = sentences(text)
    own = all(
        (reporting or reports_result(p.plain)) and any(ch.isdigit() for ch in p.plain) and not _CONTINUES.match(p.plain) for p in parts[1:]
    )
    if len(parts) > 1 and not rest and own and (reporting or reports_result(parts[0].plain)):
        return [Draft(None, [replace(line, text=p, start=p.span()[0], end=p.span()[1])], draft.group, draft.section) for p in parts]
    return [draft]


def _clauses(text: Text, mark: str) -> list[Text]:
    parts, start = [], 0
    for i, c in enumerate(text.plain):
        if c == mark:
            parts.append(text.cut(start, i + 1))
            start = i + 1
    parts.append(text.cut(start))
    return [p for p in parts if p.plain.strip("。; ")]
