"""What stands around an article without a name that says so: the site's foot, and the article once more for telephones or printers."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from pipelines.reports.document.html_flow import Flow
from pipelines.reports.document.html_names import page_marks
from pipelines.reports.document.html_weights import Weights

# A foot is a few short lines. More of them, or longer ones, are something else that mentions a licence.
_FOOT_LINES, _FOOT_LINE, _FOOT_SHARE = 25, 200, 0.7
_MOST_FEET = 20
_SINGLE_WORDS = 12
_ROOTS = frozenset(("html", "body", "form", "article", "main"))
# Sentences recur, whole articles do not.
_COPY = 200
_BASE, _PRIME = 1_000_003, (1 << 61) - 1


def set_aside_foot(flow: Flow, weights: Weights, words: Sequence[str], out: list[bool]) -> None:
    """Lines with a site's licence (ICP备, 网站标识码) and the element around them as far as it speaks of nothing but the site."""
    found = 0
    for i, line in enumerate(words):
        if not out[i] and len(line) <= _FOOT_LINE and _says(line, "licence"):
            found += 1
            if found > _MOST_FEET:
                return
            first, last = _foot_around(flow, weights, words, i)
            out[first:last] = [True] * (last - first)


def _foot_around(flow: Flow, weights: Weights, words: Sequence[str], i: int) -> tuple[int, int]:
    for element in flow.elements:  # parents come before children: the first that fits is the outermost
        if element.tag in _ROOTS or not element.start <= flow.lines[i].start < element.end:
            continue
        first, last = weights.lines(element)
        if 2 <= last - first <= _FOOT_LINES and all(len(w) <= _FOOT_LINE for w in words[first:last]):
            fitting = sum(_is_of_foot(words[k], flow.lines[k].linked) for k in range(first, last))
            if fitting >= _FOOT_SHARE * (last - first):
                return first, last
    first, last = i, i + 1  # among the report's own paragraphs: not 主办单位 above it, which may be the last item's
    while first > 0 and len(words[first - 1]) <= _FOOT_LINE and _says(words[first - 1], "site"):
        first -= 1
    while last < len(words) and _is_of_foot(words[last], flow.lines[last].linked):
        last += 1
    return first, last


def _says(line: str, kind: str) -> bool:
    small = line.lower()
    return any(mark in small for mark in page_marks(kind))


def _is_of_foot(line: str, linked: int) -> bool:
    if len(line) <= _SINGLE_WORDS or linked * 2 > len(line):
        return True
    return len(line) <= _FOOT_LINE and any(_says(line, kind) for kind in ("licence", "site", "host"))


def set_aside_copies(flow: Flow, weights: Weights, words: Sequence[str], out: list[bool]) -> None:
    """Elements that say line by line what one before them said: pages bring an article for wide screens and one for narrow ones."""
    sums, powers = [0], [1]
    for line in words:
        sums.append((sums[-1] * _BASE + zlib.crc32(line.encode()) + 1) % _PRIME)
        powers.append(powers[-1] * _BASE % _PRIME)
    seen: dict[tuple[int, int], int] = {}
    for element in flow.elements:
        first, last = weights.lines(element)
        count = last - first
        if weights.of(weights.plain, first, last) < _COPY:
            continue
        before = seen.setdefault((count, (sums[last] - sums[first] * powers[count]) % _PRIME), first)
        if before + count <= first and words[before : before + count] == words[first:last]:
            out[first:last] = [True] * count
