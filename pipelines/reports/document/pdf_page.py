"""One page of a PDF as lines of text and drawn tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipelines.reports.document import limits
from pipelines.reports.document.model import ReportRefused
from pipelines.reports.document.pdf_glyphs import as_seen
from pipelines.reports.document.pdf_ruled_across import ruled_across

if TYPE_CHECKING:
    from pdfplumber.page import Page

# Letters of one word lie closer than this share of their size; justified Chinese lines stretch to about a third.
_WORD_GAP = 0.4
_EDGE = 3.0
# Tangent of about six degrees: a page scanned askew and recognised, not a watermark.
_SLANT = 0.1
_LATIN_JOINT = re.compile(r"[A-Za-z,;:.!?)]$")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of print: its words, left and right end, top and type size in points, and its page."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    page: int


@dataclass(frozen=True, slots=True)
class PrintedCell:
    """A cell with its place in the grid; ``lines`` is what is printed in it, line by line."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A ruled table. ``edges`` are its column borders, ``pages`` the first and last page that it is on."""

    cells: tuple[PrintedCell, ...]
    rows: int
    edges: tuple[float, ...]
    top: float
    pages: tuple[int, int]


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page's content from top to bottom. ``turned`` is text that does not stand upright: watermarks."""

    number: int
    height: float
    content: tuple[PrintedLine | PrintedTable, ...]
    turned: str
    character_count: int
    has_large_image: bool


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
    tables = _tables(upright, number) if rules else []
    boxes = [box for box, _ in tables]
    outside = upright.filter(lambda o: o["object_type"] != "char" or not any(_inside(o, box) for box in boxes)) if boxes else upright
    content: list[PrintedLine | PrintedTable] = [*_lines(outside, number), *(table for _, table in tables)]
    content.sort(key=lambda x: x.top)
    image = any(i["width"] * i["height"] > 0.3 * page.width * page.height for i in page.images)
    return PrintedPage(number, float(page.height), tuple(content), as_seen(turned).strip(), len(chars), image)


def _is_upright(char: Any) -> bool:
    """Whether a character stands straight; the library's own answer counts letters at 45 degrees as upright."""
    a, b, *_ = char["matrix"]
    return bool(char["upright"]) and abs(b) <= _SLANT * abs(a)


def _lines(page: Any, number: int) -> list[PrintedLine]:
    lines = []
    for line in page.extract_text_lines(return_chars=True, x_tolerance_ratio=_WORD_GAP, y_tolerance=3):
        text = as_seen(line["text"]).strip()
        if text:
            size = max(c["size"] for c in line["chars"])
            lines.append(PrintedLine(text, line["x0"], line["x1"], line["top"], line["bottom"], size, number))
    return lines


def _inside(char: Any, box: tuple[float, float, float, float]) -> bool:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])


def _tables(page: Any, number: int) -> list[tuple[tuple[float, float, float, float], PrintedTable]]:
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
        for x0, top, x1, bottom in sorted(table.cells, key=lambda c: (round(c[1]), c[0])):
            row, column = _index(ys, top), _index(xs, x0)
            words = _lines(page.crop((x0, top, x1, bottom), strict=False), number)
            cells.append(
                PrintedCell(row, column, max(_index(ys, bottom) - row, 1), max(_index(xs, x1) - column, 1), tuple(w.text for w in words))
            )
        found.append((table.bbox, PrintedTable(tuple(cells), len(ys) - 1, tuple(xs), table.bbox[1], (number, number))))
    return found


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
