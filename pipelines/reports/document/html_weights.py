"""How much a stretch of a page weighs: running sums over its lines."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate

from pipelines.reports.document.html_flow import Element, Flow


@dataclass(slots=True)
class Weights:
    """Running sums over the lines, so that any element's share is two look-ups. ``plain`` is what the caller counts as prose."""

    starts: list[int]
    plain: list[int]
    linked: list[int]
    links: list[int]
    sizes: list[int]

    @classmethod
    def of_lines(cls, flow: Flow) -> Weights:
        """The sums of a page; ``plain`` is still to be set."""
        lines = flow.lines
        columns = ([x.linked for x in lines], [x.links for x in lines], [x.end - x.start for x in lines])
        return cls([x.start for x in lines], [], *(running(c) for c in columns))

    def lines(self, element: Element) -> tuple[int, int]:
        """First line of an element and the line behind its last."""
        return bisect_left(self.starts, element.start), bisect_left(self.starts, element.end)

    def of(self, sums: list[int], first: int, last: int) -> int:
        """What the lines from ``first`` up to ``last`` come to."""
        return sums[last] - sums[first]


def running(values: Iterable[int]) -> list[int]:
    """0 and the sums of the first, of the first two, … values."""
    return [0, *accumulate(values)]
