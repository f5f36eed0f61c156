"""One page of a PDF as lines of text and drawn tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pipelines.reports.document import limits
from pipelines.reports.document.model import ReportRefused
from pipelines.reports.document.pdf_columns import gutter_of, in_reading_order, parted
from pipelines.reports.document.pdf_glyphs import as_seen
from pipelines.reports.document.pdf_print import PrintedCell, PrintedLine, PrintedPage, PrintedTable
from pipelines.reports.document.pdf_ruled_across import ruled_across

if TYPE_CHECKING:
    from pdfplumber.page import Page

# Letters of one word lie closer than this share of their size; justified Chinese lines stretch to about a third.
_WORD_GAP = 0.4
_EDGE = 3.0
# Tangent of about six degrees: a page scanned askew and recognised, not a watermark.
_SLANT = 0.1
_LATIN_JOINT = re.compile(r"[A-Za-z,;:.!?)]$")


def printed_page(page: Page, number: int, filename: str) -> PrintedPage:
    """Reads a page; raises ReportRefused ``hostile`` where it holds more than any page of a report."""
    place = f"page {number}"
    chars = page.chars
    rules = [e for e in page.edges if e["width"] >= _EDGE or e["height"] >= _EDGE]
    if len(chars) > limits.PDF_PAGE_CHARACTERS or len(rules) > limits.PDF_PAGE_RULES:
        found = f"{len(chars)} characters and {len(rules)} drawn lines on one page"
        raise ReportRefused("hostile", f"{filename}: {found}", "Print the report into a new PDF without its drawings", place)
    upright = page.filter(lambda o: o["object_type"] != "char" or _is_upright(o)).dedupe_chars()
    turned = "".join(c["text"] for c in chars if not _is_upright(c))
    loose = list(upright.chars)
    tables = _tables(upright, loose, number) if rules else []
    gutter = gutter_of(loose, page.width)
    lines = [line for part in ([loose] if gutter is None else parted(loose, gutter)) for line in _lines(part, number)]
    content: list[PrintedLine | PrintedTable] = sorted([*lines, *tables], key=lambda x: x.top)
    if gutter is not None:
        content = in_reading_order(content, gutter)
    image = any(i["width"] * i["height"] > 0.3 * page.width * page.height for i in page.images)
    return PrintedPage(number, float(page.height), tuple(content), as_seen(turned).strip(), len(chars), image)


def _is_upright(char: Any) -> bool:
    """Whether a character stands straight; the library's own answer counts letters at 45 degrees as upright."""
    a, b, *_ = char["matrix"]
    return bool(char["upright"]) and abs(b) <= _SLANT * abs(a)


def _lines(chars: list[Any], number: int) -> list[PrintedLine]:
    from pdfplumber.utils.text import chars_to_textmap

    if not chars:
        return []
    lines = []
    for line in chars_to_textmap(chars, x_tolerance_ratio=_WORD_GAP, y_tolerance=3).extract_text_lines(return_chars=True):
        text = as_seen(line["text"]).strip()
        if text:
            size = max(c["size"] for c in line["chars"])
            lines.append(PrintedLine(text, line["x0"], line["x1"], line["top"], line["bottom"], size, number))
    return lines


def _tables(page: Any, loose: list[Any], number: int) -> list[PrintedTable]:
    """The ruled tables of a page; takes out of ``loose`` the characters that stand in their cells."""
    found = []
    tables = page.find_tables({"snap_tolerance": 3, "intersection_tolerance": 3})
    if not any(len(_borders([c[0] for c in t.cells])) > 1 for t in tables) and (across := ruled_across(page)):
        columns, rows = across
        explicit = {"vertical_strategy": "explicit", "horizontal_strategy": "explicit"}
        tables = page.find_tables(explicit | {"explicit_vertical_lines": columns, "explicit_horizontal_lines": rows})
    for table in tables:
        xs = _borders([v for c in table.cells for v in (c[0], c[2])])
        ys = _borders([v for c in table.cells for v in (c[1], c[3])])
        if len(xs) < 3 or len(ys) < 2:  # a frame, not a grid
            continue
        cells = []
        for box in sorted(table.cells, key=lambda c: (round(c[1]), c[0])):
            x0, top, x1, bottom = box
            row, column = _index(ys, top), _index(xs, x0)
            words = tuple(w.text for w in _lines(_taken(loose, box), number))
            cells.append(PrintedCell(row, column, max(_index(ys, bottom) - row, 1), max(_index(xs, x1) - column, 1), words))
        found.append(PrintedTable(tuple(cells), len(ys) - 1, tuple(xs), table.bbox[1], (number, number)))
    return found


def _taken(loose: list[Any], box: tuple[float, float, float, float]) -> list[Any]:
    """Takes the characters whose middle is in the box: one that touches the border belongs to one cell, not to both."""
    inside: list[Any] = []
    outside: list[Any] = []
    for char in loose:
        x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
        (inside if box[0] <= x <= box[2] and box[1] <= y <= box[3] else outside).append(char)
    loose[:] = outside
    return inside


def _borders(values: list[float]) -> list[float]:
    """Distinct borders: drawn lines of one border differ by a point or two."""
    borders: list[float] = []
    for value in sorted(values):
        if not borders or value - borders[-1] > _EDGE:
            borders.append(value)
    return borders


def _index(borders: list[float], value: float) -> int:
    return min(range(len(borders)), key=lambda i: abs(borders[i] - value))


def joined_print(lines: tuple[str, ...] | list[str]) -> str:
    """Lines that layout alone had cut, one again: no space but between Latin words."""
    text = ""
    for line in lines:
        gap = " " if _LATIN_JOINT.search(text) and re.match(r"[A-Za-z(]", line) else ""
        text += gap + line
    return text
