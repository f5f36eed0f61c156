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
    for left, right, top in _rules(page):
        groups.setdefault((round(left / _SAME_END), round(right / _SAME_END)), set()).add(top)
    ends, tops = max(groups.items(), key=lambda g: len(g[1]), default=((0, 0), set[int]()))
    if len(tops) < _FEWEST_RULES:
        return None
    x0, x1, first, last = ends[0] * _SAME_END, ends[1] * _SAME_END, min(tops), max(tops)
    if any(e["orientation"] == "v" and x0 + _GUTTER < e["x0"] < x1 - _GUTTER and first <= e["top"] < last for e in page.edges):
        return None
    inside = [(c["x0"], c["x1"]) for c in page.chars if c["text"].strip() and first <= c["top"] < last and x0 <= c["x0"] < x1]
    borders = _gutters(sorted(inside))
    return ([x0, *borders, x1], [float(y) for y in sorted(tops)]) if borders else None


def _rules(page: Any) -> list[tuple[float, float, int]]:
    """Horizontal lines as left end, right end and height; Word draws one for each cell, which together are one."""
    rules: list[tuple[float, float, int]] = []
    edges = ((round(e["top"]), e["x0"], e["x1"]) for e in page.edges if e["orientation"] == "h")
    for top, x0, x1 in sorted(edges):
        if rules and rules[-1][2] == top and x0 <= rules[-1][1] + _SAME_END:
            rules[-1] = (rules[-1][0], max(rules[-1][1], x1), top)
        else:
            rules.append((x0, x1, top))
    return [r for r in rules if r[1] - r[0] > 20 * _GUTTER]


def _gutters(boxes: list[tuple[float, float]]) -> list[float]:
    """The middles of the stretches that no box covers."""
    found: list[float] = []
    end = boxes[0][1] if boxes else 0.0
    for x0, x1 in boxes:
        if x0 - end >= _GUTTER:
            found.append((end + x0) / 2)
        end = max(end, x1)
    return found
