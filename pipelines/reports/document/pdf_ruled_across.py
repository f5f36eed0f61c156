"""Tables with lines between their rows only, as in journals and striped tables: the columns are what white parts from top to bottom."""

from __future__ import annotations

from typing import Any

Box = tuple[float, float, float, float]

# Rules of one table begin and end together. Two are the lines of a page's head and foot, or of a heading.
_SAME_END = 3.0
_FEWEST_RULES = 4
_GUTTER = 5.0


def ruled_across(page: Any) -> tuple[list[float], list[float]] | None:
    """Borders of columns and of rows of such a table, None where the page has none."""
    groups: dict[tuple[int, int], set[int]] = {}
    for edge in page.edges:
        if edge["orientation"] == "h" and edge["width"] > 20 * _GUTTER:
            groups.setdefault((round(edge["x0"] / _SAME_END), round(edge["x1"] / _SAME_END)), set()).add(round(edge["top"]))
    (left, right), tops = max(groups.items(), key=lambda g: len(g[1]), default=((0, 0), set[int]()))
    if len(tops) < _FEWEST_RULES:
        return None
    x0, x1, top, bottom = left * _SAME_END, right * _SAME_END, min(tops), max(tops)
    if any(e["orientation"] == "v" and x0 + _GUTTER < e["x0"] < x1 - _GUTTER and top <= e["top"] < bottom for e in page.edges):
        return None
    inside = [(c["x0"], c["x1"]) for c in page.chars if c["text"].strip() and top <= c["top"] < bottom and x0 <= c["x0"] < x1]
    borders = _gutters(sorted(inside))
    return ([x0, *borders, x1], [float(y) for y in sorted(tops)]) if borders else None


def _gutters(boxes: list[tuple[float, float]]) -> list[float]:
    """The middles of the stretches that no box covers."""
    found: list[float] = []
    end = boxes[0][1] if boxes else 0.0
    for x0, x1 in boxes:
        if x0 - end >= _GUTTER:
            found.append((end + x0) / 2)
        end = max(end, x1)
    return found
