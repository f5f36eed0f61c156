"""Nothing vanishes: every character of a document is covered by something or is residue."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.reports.model import Residue

_VISIBLE = re.compile(r"\S(?:[^\n]*\S)?")


@dataclass(frozen=True, slots=True)
class Coverage:
    """Characters in all and covered (white space counts as covered), and the stretches left over."""

    total: int
    covered: int
    residue: list[Residue]


def coverage(text: str, covered: list[tuple[int, int]]) -> Coverage:
    """``covered`` + residue = all characters of ``text``; residue stretches hold no line end and begin and end with visible characters."""
    residue: list[Residue] = []
    at = 0
    for start, end in [*sorted(covered), (len(text), len(text))]:
        if start > at:
            for match in _VISIBLE.finditer(text, at, start):
                residue.append(Residue(match[0], match.start(), match.end()))
        at = max(at, end)
    left = sum(r.char_end - r.char_start for r in residue)
    return Coverage(len(text), len(text) - left, residue)
