"""A document to items in the making: tables and numbered prose alike, with the headings, the furniture and what is left over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipelines.reports import tables
from pipelines.reports.document.model import Document, Paragraph, Table
from pipelines.reports.fields import FieldText, labelled
from pipelines.reports.flattened import without_tables
from pipelines.reports.lines import Line, line_of, physical_lines, with_glued_marks, without_furniture
from pipelines.reports.outline import Draft, Outline, TablePlace, outline
from pipelines.reports.reporting import divided, parted_by_blanks, reading
from pipelines.reports.sections import Heading, heading_kind
from pipelines.reports.subjects import with_subjects
from pipelines.reports.text import Text, plain_of
from pipelines.reports.wraps import rejoined

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MOSTLY = 0.7
_FINISHED = re.compile(r"(?:公告|公示|通报|通知|报告|情况|进展|计划|清单|方案|表|函|意见|[)）])$")
_TARGETS_ARE = re.compile(r"(?:目标|任务|计划)(?:任务)?(?:分别)?(?:是|为|如下):$")  # 各项目的年度目标是:


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
    """All that the layout of a document tells. ``covered`` are the stretches that have a place: items, headings, title, furniture.

    ``result_columns`` are the names of columns that report; ``unknown_columns`` are headers of tables that the vocabulary does not know, each with its first cell.
    ``assumed`` are the first lines of lists that no word says whether they promise or report.
    """

    title: str | None = None
    sections: list[Heading | None] = field(default_factory=list)
    items: list[Candidate] = field(default_factory=list)
    preface: list[Line] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    covered: list[tuple[int, int]] = field(default_factory=list)
    unknown_columns: list[tuple[str, Text]] = field(default_factory=list)
    result_columns: list[str] = field(default_factory=list)
    assumed: list[Line] = field(default_factory=list)


def candidates(document: Document, plain: str) -> Candidates:
    """Items in document order, from its drawn tables, its flattened ones and its prose."""
    result = Candidates(covered=[(s.start, s.end) for s in document.furniture])
    grids = [g for b in document.blocks if isinstance(b, Table) and (g := tables.grid_of(b, document.text, plain))]
    loose = [b for b in document.blocks if isinstance(b, Table) and not any(g.start == b.start for g in grids)]
    lines, furniture = without_furniture(physical_lines(_with_loose_cells(document, loose), plain))
    result.covered += [(x.start, x.end) for x in furniture]
    lines, flat = without_tables(lines, document.text, plain)
    grids = sorted([*grids, *flat], key=lambda g: g.start)
    captions = [line_of(c, is_whole=True) for g in grids for c in g.captions]
    rows = [tables.drafts(g) for g in grids]
    held = [TablePlace(g.start, r[0].number if r else None, r[-1].number if r else None) for g, r in zip(grids, rows, strict=True)]
    structure = outline(sorted([*rejoined(with_glued_marks(lines)), *captions], key=lambda x: x.start), held)
    result.title = _title(structure)
    result.sections = structure.sections
    result.preface = structure.preface
    result.headings = structure.headings
    for line in [*structure.title, *structure.preface, *structure.headings, *structure.closing]:
        result.covered.append((line.start, line.end))
    drafts: dict[int, list[Draft]] = {}
    for draft in structure.drafts:
        drafts.setdefault(draft.section, []).append(draft)
    for section in range(len(structure.sections)):
        _read_prose(result, structure, section, drafts.get(section, []))
    plain_title = plain_of(result.title or "")
    for table, found, section in zip(grids, rows, structure.tables, strict=True):
        result.covered.append((table.start, table.end))
        result.unknown_columns += tables.unknown_columns(table)
        result.result_columns += [c.name for c in table.columns if c.role == "completion"]
        if heading_kind(plain_title) == "plan" and all(tables.QUARTER.fullmatch(c.name) for c in table.columns if c.role == "completion"):
            for row in found:  # what each quarter is to bring
                row.fields = [replace(f, role="commitment", column=None) if f.role == "completion" else f for f in row.fields]
        for row in found:
            result.items.append(Candidate(row.number, row.fields, row.group, section, row.start, row.end, True))
    result.items.sort(key=lambda c: c.start)
    return result


def _with_loose_cells(document: Document, loose: list[Table]) -> Document:
    """A table without a header that we know is read as lines, a cell each: layout tables hold prose."""
    if not loose:
        return document
    blocks = []
    for block in document.blocks:
        if isinstance(block, Table) and block in loose and _counts(document, block):
            blocks.append(Paragraph(block.start, block.end, True))
        elif isinstance(block, Table) and block in loose:
            blocks += [Paragraph(c.start, c.end, True) for c in block.cells if document.text[c.start : c.end].strip()]
        elif isinstance(block, Paragraph):
            blocks.append(block)
    return replace(document, blocks=tuple(blocks))


def _counts(document: Document, table: Table) -> bool:
    """Whether a table is one of numbers: names above and at the left, numbers in most other cells. It stays in one piece for ``matrix``."""
    inner = [document.text[c.start : c.end].strip() for c in table.cells if c.row and c.column]
    numbers = sum(bool(_NUMBER.fullmatch(words)) for words in inner)
    return table.row_count > 2 and table.column_count > 2 and numbers >= _MOSTLY * len(inner)


def _title(structure: Outline) -> str | None:
    parts = _whole_titles([x.text.surface for x in structure.title if not x.plain.startswith("附件") or len(x.plain) > 6])
    named = [p for p in parts if re.search(r"实事|项目|完成|任务|工程|目标|进展|情况", p)]
    if named:
        return named[0]
    heading = next((s for s in structure.sections if s is not None and not s.line.plain.endswith(":")), None)
    return parts[0] if parts else heading.line.text.surface if heading else None


def _whole_titles(lines: list[str]) -> list[str]:
    """Title lines, those that the page had cut in two made one: 某区2024年 ⏎ 重要民生实事项目完成情况的公告."""
    found: list[str] = []
    for line in lines:
        if found and line[:1] in "及和与暨":
            found[-1] += line
            continue
        cut = bool(found) and not _FINISHED.search(found[-1]) and re.search(r"(?:19|20)\d\d", found[-1])
        if cut and _FINISHED.search(line) and not re.search(r"(?:19|20)\d\d|^关于|^[(（]", line):
            found[-1] += line
        else:
            found.append(line)
    return found


def _read_prose(result: Candidates, structure: Outline, section: int, drafts: list[Draft]) -> None:
    """The items of a section that stand in prose."""
    heading = structure.sections[section]
    title_kind = heading_kind(result.title) if result.title else None
    here = list(zip(drafts, parted_by_blanks([labelled(draft.lines) for draft in drafts]), strict=True))
    stated = (heading.kind if heading else None) or (title_kind if len(structure.sections) == 1 else None)
    said = [*structure.title, *structure.preface] if heading is None else []
    if said and _TARGETS_ARE.search(said[-1].plain):
        stated = "plan"
    read = reading([fields for _, fields in here], stated, said, is_titled=result.title is not None)
    if read.is_assumed:
        result.assumed.append(drafts[0].lines[0])
    fields_of = with_subjects([divided(fields, read) for _, fields in here])
    for (draft, _), parts in zip(here, fields_of, strict=True):
        start, end = draft.lines[0].start, draft.lines[-1].end
        result.covered.append((start, end))
        result.items.append(Candidate(draft.number, parts, draft.group, section, start, end))
