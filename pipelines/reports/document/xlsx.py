"""Spreadsheets: each visible sheet is a table with its titles above it, numbers as the sheet shows them."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.reports.document import limits
from pipelines.reports.document.composer import Composer, tidy
from pipelines.reports.document.model import Cell, Document, ReportRefused
from pipelines.reports.document.number_format import shown_value
from pipelines.reports.document.zip_parts import Parts, child

if TYPE_CHECKING:
    from lxml.etree import _Element

_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
_RESAVE = "Open it in Excel or WPS and save it anew"
_NAMELESS = re.compile(r"(?:sheet|工作表|表)\s*\d*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """A filled cell of a sheet: what it shows and how many rows and columns it covers."""

    text: str
    row_span: int = 1
    column_span: int = 1


def xlsx_document(data: bytes, filename: str) -> Document:
    """The visible sheets of a workbook; raises ReportRefused."""
    parts = Parts(data, filename)
    for name in sorted(parts.names):  # a sheet may lie anywhere
        if name.endswith((".xml", ".rels")):
            _refuse_unsafe_part(parts.xml(name), filename, name)
    composer = Composer(filename)
    titles: list[str] = []
    workbook = _workbook(data, filename)
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            titles += _write_sheet(composer, sheet)
    if not composer.blocks:
        raise ReportRefused("not_a_report", f"{filename}: the workbook's visible sheets are empty", "Give the file that holds the report")
    return Document(composer.text, tuple(composer.blocks), _TYPE, None, tuple(composer.furniture), {"title": titles[0]} if titles else {})


def _refuse_unsafe_part(root: _Element | None, filename: str, name: str) -> None:
    """Merged and linked ranges are filled cell by cell by the library; formulas without a stored value would read as empty."""
    if root is None:
        return
    covered = 0
    for ranged in root.iter("{*}mergeCell", "{*}hyperlink"):
        match = _RANGE.fullmatch(str(ranged.get("ref")).replace("$", "").upper())
        if match:
            left, top, right, bottom = match.groups()
            covered += (_column(right) - _column(left) + 1) * (int(bottom) - int(top) + 1)
    if covered > limits.TABLE_POSITIONS:
        found = f"merged or linked cells cover {covered} positions, more than {limits.TABLE_POSITIONS}"
        raise ReportRefused("hostile", f"{filename}: {found}", _RESAVE, name)
    if sum(1 for _ in root.iter("{*}sheet")) > limits.SHEETS:
        raise ReportRefused("too_large", f"{filename}: more than {limits.SHEETS} sheets", "Give the report's sheet alone", name)
    for count, cell in enumerate(root.iter("{*}c")):
        if count > limits.SHEET_CELLS:
            raise ReportRefused("too_large", f"{filename}: more than {limits.SHEET_CELLS} cells", "Give the report's sheet alone", name)
        if child(cell, "f") is not None and child(cell, "v") is None:
            raise ReportRefused("unsupported_format", f"{filename}: a formula without its result", _RESAVE, f"{name}, cell {cell.get('r')}")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _workbook(data: bytes, filename: str) -> Any:
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that it drops: data validation, conditional formats
            return load_workbook(io.BytesIO(data), data_only=True)
    except MemoryError:
        raise
    except Exception as error:  # openpyxl meets damaged files with whatever its code runs into
        raise ReportRefused("truncated", f"{filename}: the workbook is damaged: {type(error).__name__}: {error}", _RESAVE) from error


def _write_sheet(composer: Composer, sheet: Any) -> list[str]:
    """Writes a sheet and returns its titles. What stands in hidden rows and columns is set aside."""
    entries, hidden = _entries(composer.filename, sheet)
    titles: list[str] = []
    for i, rows in enumerate(_stretches(entries)):
        first, last = _table_rows(rows)
        if i == 0 and not _NAMELESS.fullmatch(sheet.title):
            if first:
                composer.set_aside(sheet.title)
            else:  # what the tab says is the only title
                titles.append(sheet.title)
                composer.paragraphs(sheet.title, is_whole=True)
        for row in rows[:first]:
            words = " ".join(tidy(" ".join(e.text for e in row[1].values())))
            titles.append(words)
            composer.paragraphs(words, is_whole=True)
        _write_table(composer, rows[first:last])
        for row in rows[last:]:
            composer.paragraphs("\n".join(e.text for e in row[1].values()), is_whole=True)
    for words in hidden:
        composer.set_aside(words)
    return titles


def _entries(filename: str, sheet: Any) -> tuple[dict[int, dict[int, Entry]], list[str]]:
    spans = {(m.min_row, m.min_col): (m.max_row - m.min_row + 1, m.max_col - m.min_col + 1) for m in sheet.merged_cells.ranges}
    no_rows = {r for r, d in sheet.row_dimensions.items() if d.hidden}
    no_columns = {
        c
        for d in sheet.column_dimensions.values()
        if d.hidden and d.min and d.max
        for c in range(d.min, min(d.max, limits.SHEET_COLUMNS) + 1)
    }
    entries: dict[int, dict[int, Entry]] = {}
    hidden: list[str] = []
    for (row, column), cell in sorted(sheet._cells.items()):
        text = "\n".join(tidy(shown_value(cell.value, cell.number_format))) if cell.value is not None else ""
        if not text:
            continue
        if row > limits.SHEET_ROWS or column > limits.SHEET_COLUMNS:
            place = f"sheet {sheet.title}, cell {cell.coordinate}"
            raise ReportRefused(
                "too_large",
                f"{filename}: more than {limits.SHEET_ROWS} rows or {limits.SHEET_COLUMNS} columns",
                "Give the report's sheet alone",
                place,
            )
        if row in no_rows or column in no_columns:
            hidden.append(text)
        else:
            entries.setdefault(row, {})[column] = Entry(text, *spans.get((row, column), (1, 1)))
    return entries, hidden


_Row = tuple[int, Mapping[int, Entry]]


def _stretches(entries: Mapping[int, Mapping[int, Entry]]) -> list[list[_Row]]:
    """Rows of a sheet, parted where after an empty row a title and a new table begin."""
    rows = sorted(entries.items())
    stretches: list[list[_Row]] = []
    for i, (number, row) in enumerate(rows):
        gap = not stretches or number > _bottom(stretches[-1][-1]) + 1
        begins = len(row) == 1 and i + 1 < len(rows) and len(rows[i + 1][1]) > 1
        if not stretches or (gap and begins):
            stretches.append([])
        stretches[-1].append((number, row))
    return stretches


def _bottom(row: _Row) -> int:
    return row[0] + max(e.row_span for e in row[1].values()) - 1


def _table_rows(rows: Sequence[_Row]) -> tuple[int, int]:
    """First row of the table and the row behind its last: titles above and notes below hold one cell only."""
    wide = [i for i, (_, row) in enumerate(rows) if len(row) > 1]
    if len(wide) < 2:
        return len(rows), len(rows)
    last = len(rows)
    while last - 1 > wide[-1] and all(len(e.text) > 4 and not e.text.replace(".", "").isdigit() for e in rows[last - 1][1].values()):
        last -= 1
    return wide[0], last


def _write_table(composer: Composer, rows: Sequence[_Row]) -> None:
    if not rows:
        return
    columns = sorted({c for _, row in rows for c in row})
    start = composer.at
    cells = []
    for r, (number, row) in enumerate(rows):
        for column, entry in sorted(row.items()):
            span = composer.cell(entry.text)
            down = sum(number <= n < number + entry.row_span for n, _ in rows[r:])
            across = sum(column <= c < column + entry.column_span for c in columns)
            cells.append(Cell(span.start, span.end, r, columns.index(column), down, across))
    composer.table(start, cells, len(rows), len(columns))
