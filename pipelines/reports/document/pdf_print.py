"""What is printed on a page, as the stages of reading a PDF hand it on."""

from __future__ import annotations

from dataclasses import dataclass


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
