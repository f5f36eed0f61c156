"""Workbooks built for a test: openpyxl for their cells, raw XML for what it does not write."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook
from word_files import with_parts

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def saved(book: Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def book(rows: Sequence[Sequence[Any]], title: str = "", at: int = 1) -> Workbook:
    """A workbook of one sheet: a title merged over all columns, the rows below it."""
    made = Workbook()
    sheet = made.active
    if title:
        sheet.cell(at, 1, title)
        sheet.merge_cells(start_row=at, start_column=1, end_row=at, end_column=len(rows[0]))
        at += 1
    for r, row in enumerate(rows, at):
        for c, value in enumerate(row, 1):
            sheet.cell(r, c, value)
    return made


def of_xml(rows: str, before: str = "", after: str = "", **parts: str) -> bytes:
    """A workbook whose only sheet holds these rows; ``before`` and ``after`` stand around them, parts by their name below xl/."""
    sheet = f"<worksheet {MAIN}>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    more: dict[str, str | bytes | None] = {f"xl/{name}.xml": content for name, content in parts.items()}
    return with_parts({"xl/worksheets/sheet1.xml": sheet} | more, of=saved(book([["甲", "乙"]])))
