"""Pages set in two columns, as gazettes are: lines parted at the gutter and put in reading order."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pipelines.reports.document.numbering import OWN_NUMBER
from pipelines.reports.document.pdf_print import PrintedLine, PrintedTable

# The gutter lies in the middle part of the page, as wide as this share of the type; titles and page heads may cross it.
_MIDDLE = (0.4, 0.6)
_GUTTER = 0.8
_CROSSING, _MORE_CROSSING = 0.2, 0.3  # the latter where the numbers of a list stand in both columns
_HEAD = 6
_FEWEST_NUMBERS = 2
# Columns of print are wide and filled: many lines end where the column does. The columns of a table without rules are not. The right one of
# the last page may be short.
_FEWEST_LINES, _FEWEST_RIGHT = 12, 3
_FEWEST_LETTERS = 12
_FULL_SHARE = 0.35


def gutter_of(chars: Sequence[Any], width: float) -> float | None:
    """Where a page in two columns is parted; None for a page in one."""
    words = [c for c in chars if c["text"].strip()]
    if len(words) < _FEWEST_LINES * _FEWEST_LETTERS:
        return None
    size = Counter(round(c["size"]) for c in words).most_common(1)[0][0]
    all_lines = {round(c["top"] / size) for c in words}
    best = None
    for x in range(int(_MIDDLE[0] * width), int(_MIDDLE[1] * width), 2):
        near = {round(c["top"] / size) for c in words if c["x0"] < x + _GUTTER * size / 2 and c["x1"] > x - _GUTTER * size / 2}
        if len(near) <= _MORE_CROSSING * len(all_lines) and (best is None or len(near) < best[0]):
            best = (len(near), float(x))
    if best is None:
        return None
    left, right = _parts(words, best[1])
    filled = _is_filled(left, size, _FEWEST_LINES) and _is_filled(right, size, _FEWEST_RIGHT)
    certain = filled and best[0] <= _CROSSING * len(all_lines)
    return best[1] if certain or (_is_numbered(left, size) and _is_numbered(right, size)) else None


def _parts(chars: Sequence[Any], x: float) -> tuple[list[Any], list[Any]]:
    return [c for c in chars if c["x1"] <= x], [c for c in chars if c["x0"] >= x]


def _is_numbered(chars: Sequence[Any], size: int) -> bool:
    """Whether lines of a column begin with numbers of a list, as they do in either column of print but only in the first of a table."""
    lines: dict[int, list[Any]] = {}
    for char in chars:
        lines.setdefault(round(char["top"] / size), []).append(char)
    heads = ["".join(c["text"] for c in sorted(line, key=lambda c: c["x0"])[:_HEAD]) for line in lines.values()]
    return sum(OWN_NUMBER.match(head) is not None for head in heads) >= _FEWEST_NUMBERS


def _is_filled(chars: Sequence[Any], size: int, fewest: int) -> bool:
    ends: dict[int, float] = {}
    for char in chars:
        line = round(char["top"] / size)
        ends[line] = max(ends.get(line, 0.0), char["x1"])
    edge = max(ends.values(), default=0.0)
    if edge - min((c["x0"] for c in chars), default=0.0) < _FEWEST_LETTERS * size:
        return False
    return len(ends) >= fewest and sum(e > edge - 2 * size for e in ends.values()) >= _FULL_SHARE * len(ends)


def parted(chars: Sequence[Any], x: float) -> list[list[Any]]:
    """The characters left and right of the gutter, and those of lines that cross it."""
    crossing = {round(c["top"]) for c in chars if c["x0"] < x < c["x1"]}
    across = [c for c in chars if round(c["top"]) in crossing]
    left, right = _parts([c for c in chars if round(c["top"]) not in crossing], x)
    return [left, right, across]


def in_reading_order(content: Sequence[PrintedLine | PrintedTable], x: float) -> list[PrintedLine | PrintedTable]:
    """Left column before right column between the lines that cross both; the right one is moved to where the left one stands."""
    lines = [part for part in content if isinstance(part, PrintedLine)]
    shift = _edge([line.left for line in lines if line.left >= x]) - _edge([line.left for line in lines if line.right <= x])
    tops = sorted(part.top for part in content if _ends(part)[0] < x < _ends(part)[1])
    placed = []
    for part in content:
        left, right = _ends(part)
        column = -1 if left < x < right else int(left >= x)
        moved = replace(part, left=part.left - shift, right=part.right - shift) if column == 1 and isinstance(part, PrintedLine) else part
        placed.append(((bisect_right(tops, part.top), column, part.top), moved))
    return [part for _, part in sorted(placed, key=lambda p: p[0])]


def _edge(lefts: Sequence[float]) -> int:
    """Where a column begins: the leftmost place at which more than one line does."""
    places = Counter(map(round, lefts))
    return min((place for place, count in places.items() if count > 1), default=0)


def _ends(part: PrintedLine | PrintedTable) -> tuple[float, float]:
    return (part.left, part.right) if isinstance(part, PrintedLine) else (part.edges[0], part.edges[-1])
