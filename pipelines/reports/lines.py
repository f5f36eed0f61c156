"""From blocks to lines: the mark at the head of each, marks inside long lines split off, page furniture set aside."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from pipelines.reports import vocabulary
from pipelines.reports.document.model import Document, Paragraph
from pipelines.reports.furniture import IN_FLOW, furniture_kind
from pipelines.reports.markers import Marker, inline_markers, line_marker
from pipelines.reports.text import Text, compact

# Roles that only columns of tables have.
NO_LABELS = frozenset(("index", "group", "dates", "status"))
# Lines that a table was copied into: so many of them with so many cells between tabs.
_ROWS, _CELLS = 3, 3
CLOSED = re.compile(r"[。;!?:…][)\]”’\"』」》]*$|[。;!?][)\]]$|\)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line: its joined text without the mark at its head, the mark, and where all of it stands in the document.

    ``is_whole``: the format says that a paragraph ends here. ``piece`` counts the parts of a line split at inline marks, from 0. ``indent`` and
    ``columns`` are the blank before it and where it ends, in columns of a fixed-width page (a Chinese character takes two). ``is_apart``: something
    of the page's stands between this line and the one before, so that they are no one sentence.
    """

    text: Text
    marker: Marker | None
    start: int
    end: int
    is_whole: bool = False
    piece: int = 0
    label: str | None = None
    furniture: str | None = None
    indent: int = 0
    columns: int = 0
    is_apart: bool = False

    @property
    def plain(self) -> str:
        return self.text.plain


@cache
def _label_head() -> re.Pattern[str]:
    words = vocabulary.label_expression(without=NO_LABELS)
    return re.compile(rf"(?:[(\[【])?(?P<label>{words})(?:[)\]】])?(?::|$|(?=[\[(]))")


def columns_of(text: str) -> int:
    """Columns that a text takes on a page of fixed width."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def physical_lines(document: Document, plain: str) -> list[Line]:
    """One line per paragraph block, marks inside long lines split off."""
    lines = []
    paragraphs = [b for b in document.blocks if isinstance(b, Paragraph)]
    tabbed = sum(document.text.count("\t", b.start, b.end) >= _CELLS - 1 for b in paragraphs) >= _ROWS
    for block in paragraphs:
        bars = tabbed and document.text.count("\t", block.start, block.end) >= _CELLS - 1
        text = compact(document.text, plain, block.start, block.end, bars=bars)
        if text.plain:
            before = document.text[document.text.rfind("\n", 0, block.start) + 1 : block.start]
            indent = columns_of(before.expandtabs(4)) if not before.strip() else 0
            lines += _split(text, block.is_whole, indent, indent + columns_of(document.text[block.start : block.end]))
    return lines


def line_of(text: Text, *, is_whole: bool) -> Line:
    """A stretch of text as a line of its own."""
    return replace(_line(text, line_marker(text.plain), 0), is_whole=is_whole)


def _line(text: Text, marker: Marker | None, piece: int) -> Line:
    rest = text.cut(marker.end).strip() if marker else text
    head = _label_head().match(rest.plain)
    start, end = text.span()
    furniture = furniture_kind(text.plain) if marker is None or marker.style == "num_dot" else None
    return Line(rest, marker, start, end, False, piece, head["label"] if head else None, furniture)


def _split(text: Text, is_whole: bool, indent: int, columns: int) -> list[Line]:
    marks = inline_markers(text.plain) if len(text.plain) > 12 else []
    cuts = [m.start for m in marks if m.start > 0]
    if not cuts:
        return [replace(_line(text, line_marker(text.plain), 0), is_whole=is_whole, indent=indent, columns=columns)]
    lines = []
    starts = {m.start: m for m in marks}
    bounds = [0, *cuts, len(text)]
    for piece, (a, b) in enumerate(itertools.pairwise(bounds)):
        part = text.cut(a, b)
        mark = starts.get(a)
        marker = replace(mark, start=0, end=mark.end - a) if mark else line_marker(part.plain)
        if part.plain:
            lines.append(replace(_line(part, marker, piece), is_whole=is_whole, indent=indent, columns=columns if b == len(text) else 0))
    return lines


def without_furniture(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Lines kept, and furniture: what the vocabulary knows, and short unmarked lines that come back three times or more."""
    counts = Counter(line.plain for line in lines if line.marker is None and line.label is None and len(line.plain) <= 40)
    kept: list[Line] = []
    furniture: list[Line] = []
    is_apart = False
    for line in lines:
        running = counts.get(line.plain, 0) >= 3 and not CLOSED.search(line.plain) and "|" not in line.plain and line.piece == 0
        if running or (line.furniture and line.label is None):
            furniture.append(line)
            is_apart = is_apart or not (running or line.furniture in IN_FLOW)
        else:
            kept.append(replace(line, is_apart=is_apart))
            is_apart = False
    return kept, furniture
