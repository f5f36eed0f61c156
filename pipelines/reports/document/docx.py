"""Word documents: paragraphs with the list numbers that Word shows, tables with merged cells, headers and footers set aside.

Read from the XML with lxml rather than through python-docx, which fails on files of WPS that point to parts that are not there, and which
leaves numbers, tracked changes and text boxes to the caller anyway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.reports.document import limits
from pipelines.reports.document.composer import Composer, joined_lines
from pipelines.reports.document.docx_numbers import Numbers
from pipelines.reports.document.docx_runs import seen_text, text_boxes
from pipelines.reports.document.model import Cell, Document, ReportRefused
from pipelines.reports.document.zip_parts import Parts, attribute, child, local

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_WRAPPERS = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"))
_TITLE_STYLES = ("title", "标题")


def docx_document(data: bytes, filename: str) -> Document:
    """A Word document in reading order; raises ReportRefused."""
    parts = Parts(data, filename)
    body = child(parts.xml("word/document.xml"), "body")
    if body is None:
        raise ReportRefused("truncated", f"{filename}: the Word file has no body", "Open it in Word or WPS and save it anew")
    reader = _Reader(filename, Numbers(parts.xml("word/numbering.xml"), parts.xml("word/styles.xml")))
    furniture = sorted(n for n in parts.names if re.fullmatch(r"word/(?:header|footer|footnotes|endnotes)\d*\.xml", n))
    for name in [n for n in furniture if "header" in n]:
        reader.set_aside(parts.xml(name))
    reader.blocks(body)
    for name in [n for n in furniture if "header" not in n]:
        reader.set_aside(parts.xml(name))
    if not reader.composer.blocks:
        raise ReportRefused(
            "not_a_report",
            f"{filename}: the Word file holds no text, perhaps images of pages",
            "Recognise the text of the images first and add that",
        )
    title = " ".join(reader.titles) or _core_title(parts)
    composer = reader.composer
    return Document(composer.text, tuple(composer.blocks), _TYPE, None, tuple(composer.furniture), {"title": title} if title else {})


def _core_title(parts: Parts) -> str:
    return ((found.text or "") if (found := child(parts.xml("docProps/core.xml"), "title")) is not None else "").strip()


def _unwrapped(element: _Element) -> Iterator[_Element]:
    for node in element:
        if local(node) in _WRAPPERS:
            yield from _unwrapped(node)
        else:
            yield node


class _Reader:
    def __init__(self, filename: str, numbers: Numbers) -> None:
        self.composer = Composer(filename)
        self.numbers = numbers
        self.titles: list[str] = []
        self._seen_furniture: set[str] = set()

    def blocks(self, parent: _Element) -> None:
        for node in _unwrapped(parent):
            if local(node) == "p":
                self._paragraph(node)
            elif local(node) == "tbl":
                self._table(node)

    def _paragraph(self, node: _Element) -> None:
        words = self._numbered(node)  # an empty paragraph's number counts, but says nothing
        words = words if seen_text(node).strip() else ""
        if self._is_title(node) and not self.composer.blocks[1:]:
            self.titles.append(" ".join(words.split()))
        self.composer.paragraphs(words, is_whole=True)
        for box in text_boxes(node):
            self.blocks(box)

    def _numbered(self, node: _Element) -> str:
        """The words of a paragraph behind its list number, which an empty paragraph has too: 序号 columns hold nothing else."""
        prefix, words = self.numbers.prefix(child(node, "pPr")), seen_text(node)
        return prefix + (" " if prefix and words[:1].isdigit() else "") + words  # 1. and 65岁以上, not 1.65岁以上

    def _is_title(self, node: _Element) -> bool:
        chain = self.numbers.style_chain(attribute(child(node, "pPr", "pStyle"), "val"))
        return bool(chain) and (attribute(child(chain[0], "name"), "val") or "").lower() in _TITLE_STYLES

    def set_aside(self, part: _Element | None) -> None:
        """Headers, footers and notes, each text once."""
        for node in part.iter("{*}p") if part is not None else ():
            words = seen_text(node).strip()
            if words and words not in self._seen_furniture:
                self._seen_furniture.add(words)
                self.composer.set_aside(words)

    def _cell_text(self, cell: _Element) -> str:
        lines: list[str] = []
        for node in _unwrapped(cell):
            if local(node) == "p":
                lines.append(self._numbered(node))
                lines += [self._cell_text(box) for box in text_boxes(node)]
            elif local(node) == "tbl":
                lines += [self._cell_text(c) for row in _rows(node) for c in _cells(row)]
        return joined_lines(lines)

    def _table(self, table: _Element) -> None:
        rows = [(_is_header(row), _placed(row)) for row in _rows(table)]
        width = max((c + across for _, row in rows for c, across, _ in row), default=0)
        if width * len(rows) > limits.TABLE_POSITIONS:
            raise ReportRefused("hostile", f"{self.composer.filename}: a table of {len(rows)} × {width} cells", "Give the report alone")
        if sum(len(row) > 1 for _, row in rows) < 2:  # a frame around paragraphs
            for _, row in rows:
                for _, _, cell in row:
                    if _merge(cell) != "continue":
                        self.blocks(cell)
            return
        start = self.composer.at
        cells: list[Cell] = []
        heads: dict[int, tuple[int, int]] = {}  # column: index of the merged cell open there, and its width
        for r, (is_header, row) in enumerate(rows):
            going_on: dict[int, tuple[int, int]] = {}
            for column, across, cell in row:
                merge = _merge(cell)
                if merge == "continue" and column in heads:
                    index, wide = heads[column]
                    cells[index] = _longer(cells[index], r)
                    going_on[column] = (index, wide)
                    continue
                span = self.composer.cell(self._cell_text(cell))
                cells.append(Cell(span.start, span.end, r, column, 1, across, is_header))
                if merge:
                    going_on[column] = (len(cells) - 1, across)
            heads = going_on
        self.composer.table(start, cells, len(rows), width)


def _longer(cell: Cell, row: int) -> Cell:
    return Cell(cell.start, cell.end, cell.row, cell.column, row - cell.row + 1, cell.column_span, cell.is_header)


def _rows(table: _Element) -> list[_Element]:
    return [n for n in _unwrapped(table) if local(n) == "tr" and child(n, "trPr", "del") is None]


def _cells(row: _Element) -> list[_Element]:
    return [n for n in _unwrapped(row) if local(n) == "tc"]


def _is_header(row: _Element) -> bool:
    mark = child(row, "trPr", "tblHeader")
    return mark is not None and attribute(mark, "val") not in ("0", "false")


def _merge(cell: _Element) -> str | None:
    mark = child(cell, "tcPr", "vMerge")
    return None if mark is None else attribute(mark, "val") or "continue"


def _span(element: _Element | None) -> int:
    value = attribute(element, "val") or ""
    return min(int(value), limits.COLUMN_SPAN) if re.fullmatch(r"\d{1,6}", value) else 0


def _placed(row: _Element) -> list[tuple[int, int, _Element]]:
    """Cells of a row with their column and width; a cell merged into its left neighbour (old files) widens that one."""
    column = _span(child(row, "trPr", "gridBefore"))
    placed: list[tuple[int, int, _Element]] = []
    for cell in _cells(row):
        across = max(_span(child(cell, "tcPr", "gridSpan")), 1)
        old = child(cell, "tcPr", "hMerge")
        if old is not None and attribute(old, "val") != "restart" and placed:
            before = placed[-1]
            placed[-1] = (before[0], before[1] + across, before[2])
        else:
            placed.append((column, across, cell))
        column += across
    return placed
