"""From blocks to logical lines: page furniture set aside, inline numbering split, lines cut by layout joined again."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache

from pipelines.reports import vocabulary
from pipelines.reports.document.model import Document, Paragraph
from pipelines.reports.markers import Marker, inline_markers, line_marker
from pipelines.reports.text import Text, compact, joined

TERMINAL = "。;!?；."
_CLOSED = re.compile(r"[。;!?:…][)\]”’\"』」》]*$|[。;!?][)\]]$|\)$")
_UNFINISHED = re.compile(r"[,、(“‘《\d\-]$|(?:的|和|及|与|等|为|在|对|将|按)$")

_TITLE = re.compile(r"(?:19|20)\d\d年?.*(?:实事|项目|任务|工程|情况|目标|进展|计划)[^,。;]{0,12}$")


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line: its joined text without the mark at its head, the mark, and where all of it stands in the document.

    ``is_whole``: the format says that a paragraph ends here. ``piece`` counts the parts of a line split at inline marks, from 0.
    """

    text: Text
    marker: Marker | None
    start: int
    end: int
    is_whole: bool = False
    piece: int = 0
    label: str | None = None
    furniture: bool = False

    @property
    def plain(self) -> str:
        return self.text.plain


@cache
def _furniture() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{r['pattern']})" for r in vocabulary.rows("furniture.tsv")))


@cache
def _label_head() -> re.Pattern[str]:
    words = vocabulary.alternation([w for w, role in vocabulary.labels().items() if role not in ("index", "group", "dates", "status")])
    return re.compile(rf"(?:[(\[【])?(?P<label>{words})(?:[)\]】])?(?::|$|(?=[\[(]))")


def is_furniture(plain: str) -> bool:
    """Whether a line is the page's, not the report's: page number, source, 打印, a closing formula, a bare date."""
    return len(plain) < 320 and _furniture().fullmatch(plain) is not None


def physical_lines(document: Document, plain: str) -> list[Line]:
    """One line per paragraph block, marks inside long lines split off."""
    lines = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            text = compact(document.text, plain, block.start, block.end)
            if text.plain:
                lines += _split(text, block.is_whole)
    return lines


def _line(text: Text, marker: Marker | None, is_whole: bool, piece: int) -> Line:
    rest = text.cut(marker.end).strip() if marker else text
    head = _label_head().match(rest.plain)
    start, end = text.span()
    furniture = is_furniture(text.plain) and (marker is None or marker.style == "num_dot")
    return Line(rest, marker, start, end, is_whole, piece, head["label"] if head else None, furniture)


def _split(text: Text, is_whole: bool) -> list[Line]:
    marks = inline_markers(text.plain) if len(text.plain) > 12 else []
    cuts = [m.start for m in marks if m.start > 0]
    if not cuts:
        return [_line(text, line_marker(text.plain), is_whole, 0)]
    lines = []
    starts = {m.start: m for m in marks}
    bounds = [0, *cuts, len(text)]
    for piece, (a, b) in enumerate(itertools.pairwise(bounds)):
        part = text.cut(a, b)
        mark = starts.get(a)
        marker = replace(mark, start=0, end=mark.end - a) if mark else line_marker(part.plain)
        if part.plain:
            lines.append(_line(part, marker, is_whole, piece))
    return lines


def without_running_headers(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Lines kept, and furniture: what the vocabulary knows, and short unmarked lines that come back three times or more."""
    counts = Counter(line.plain for line in lines if line.marker is None and line.label is None and len(line.plain) <= 40)
    kept: list[Line] = []
    furniture: list[Line] = []
    for line in lines:
        running = counts.get(line.plain, 0) >= 3 and not _CLOSED.search(line.plain) and "|" not in line.plain and line.piece == 0
        (furniture if running or (line.furniture and line.label is None) else kept).append(line)
    return kept, furniture


def rejoined(lines: list[Line]) -> list[Line]:
    """Lines that layout alone had cut, one again.

    A line goes on where it stops in the middle (comma, number, 的), where it fills the page's width, or where this document's
    lines of its sort otherwise end in a full stop. Lines of a format that marks its paragraphs are left alone.
    """
    closed_normally = {mark: _mostly_closed([x for x in lines if (x.marker is not None) == mark]) for mark in (True, False)}
    width = max((len(x.plain) for x in lines if not x.is_whole), default=0)
    wrapped = sum(len(x.plain) >= width - 3 for x in lines) >= max(3, len(lines) // 10)
    result: list[Line] = []
    numbered = False
    for line in lines:
        previous = result[-1] if result else None
        numbered = numbered or line.marker is not None
        if (
            previous is not None
            and not numbered
            and _TITLE.search(previous.plain)
            and len(previous.plain) <= 60
            and not _CLOSED.search(previous.plain)
        ):
            result.append(line)
            continue
        if previous is None or previous.is_whole or line.marker is not None or line.label is not None or line.piece:
            result.append(line)
            continue
        plain = previous.plain
        full = wrapped and len(plain) % max(width, 1) >= width - 3
        cut = bool(plain) and not _CLOSED.search(plain)
        sort_closed = closed_normally[previous.marker is not None] or previous.label is not None
        if (cut and (_UNFINISHED.search(plain) or full or (sort_closed and len(plain) > 15 and not _is_value(previous)))) or (
            full and not cut and not plain.endswith("。")
        ):
            result[-1] = replace(previous, text=joined([previous.text, line.text]), end=line.end)
        else:
            result.append(line)
    return result


def _is_value(line: Line) -> bool:
    """A label line whose value needs no full stop: 主责单位：区教委."""
    return line.label is not None and vocabulary.labels()[line.label] not in ("completion", "commitment")


def _mostly_closed(lines: list[Line]) -> bool:
    long = [x for x in lines if len(x.plain) > 15 and x.label is None]
    return bool(long) and sum(bool(_CLOSED.search(x.plain)) for x in long) >= 0.6 * len(long)
