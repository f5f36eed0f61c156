"""Lines that layout alone had cut, one again. Only for formats that do not mark their paragraphs: plain text, PDF."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace

from pipelines.reports import vocabulary
from pipelines.reports.lines import CLOSED, Line
from pipelines.reports.text import joined
from pipelines.reports.wording import begins_with_verb

_UNFINISHED = re.compile(r"[,、(“‘《\d\-]$|(?:的|和|及|与|等|为|在|对|将|按)$")
_TITLE = re.compile(r"(?:19|20)\d\d年?.*(?:实事|项目|任务|工程|情况|目标|进展|计划)[^,。;]{0,12}$")
# What a heading without full stop ends in; a line of prose cut by the page seldom does.
_HEADS = re.compile(r"(?:目标|任务|计划|情况|工程|行动|项目|方面|建设|服务|保障|实事|推进|顺利|确定|出炉|明确|公布|揭晓)$")
# A line may stop short of the edge by a character that must not begin the next one, or by a number that must not be cut.
_SLACK = 6
_REPORTS = re.compile("已|截[至止]|目前|累计|实际")
# How a line ends that counts something of its own: 完成率118.7%, 新增养老床位1200张, 30个以上.
_COMPLETE = re.compile(r"\d[万亿]?[余多]?(?:%|[\u4e00-\u9fff]{1,3}(?:\([\u4e00-\u9fff]\)[\u4e00-\u9fff]?)?)(?:以上|左右)?$")
_FEWEST = 3
_OPEN = 0.4  # of the lines that fill the page go on
_TITLE_LINES = 4
_NEVER_FIRST = frozenset("。,、;:)%!?”》")  # no sentence begins with one
_FILLED = 0.8  # of the widest line
_WIDEST = 120  # columns of a page


@dataclass(frozen=True, slots=True)
class _Page:
    """How the page is set: its width in columns where lines were cut at it, and the indent that begins a paragraph, else None.

    ``parted``: where empty lines stand between paragraphs, how many columns a line has that another without one between may go on; else None.
    ``is_hard``: lines were cut at a number of characters wherever that fell, so that some begin with a comma.
    """

    width: int | None
    indent: int | None
    parted: float | None = None
    is_hard: bool = False


def rejoined(lines: list[Line]) -> list[Line]:
    """Lines as their author wrote them.

    A line goes on where it fills the page and the next one is not set in, where it stops in the middle (comma, number, 的), or where this document's
    lines of its sort otherwise end in a full stop.
    """
    page = _page(lines)
    sorts = [_sort(lines, i) for i in range(len(lines))]
    of_sort: dict[bool | str, list[Line]] = {}
    for line, sort in zip(lines, sorts, strict=True):
        of_sort.setdefault(sort, []).append(line)
    closed_normally = {sort: _mostly_closed(listed) for sort, listed in of_sort.items()}
    runs: list[list[Line]] = []
    length = 0
    numbered = closes = False
    for line, sort in zip(lines, sorts, strict=True):
        numbered = numbered or line.marker is not None
        if runs and _may_go_on(runs[-1], line, numbered) and _goes_on(runs[-1], length, line, page, closes):
            runs[-1].append(line)
            length += len(line.text)
        else:
            runs.append([line])
            length, closes = len(line.text), closed_normally[sort]
    return [_one(run) for run in runs]


def _sort(lines: list[Line], i: int) -> bool | str:
    """Lines that a document sets alike: with one label, with a mark, below a number that stands alone, or without any."""
    line, above = lines[i], lines[i - 1] if i else None
    if line.label or line.marker is not None:
        return line.label or (line.marker.style if line.marker else "")
    return "below a number" if above is not None and above.marker is not None and not above.plain else False


def _one(run: list[Line]) -> Line:
    first, *more = run
    if not more:
        return first
    rest = [x.text for x in more]
    whole = joined([first.whole, *rest]) if first.whole else None
    return replace(first, text=joined([first.text, *rest]), whole=whole, end=more[-1].end)


def _page(lines: list[Line]) -> _Page:
    loose = [x for x in lines if not x.is_whole]
    widths = Counter(x.columns for x in loose if x.columns)
    if len(loose) < _FEWEST or not widths:
        return _Page(None, None, _parted(loose))
    edge = max(widths)
    full = [x for x in loose if x.columns >= edge - _SLACK]
    # Cut lines crowd at the edge and seldom end there; paragraphs that were never cut have all sorts of lengths.
    crowded = len(full) >= max(_FEWEST, len(loose) // 6) and sum(not CLOSED.search(x.plain) for x in full) >= _OPEN * len(full)
    complete = [x for x in loose if x.marker is None and x.label is None and _COMPLETE.search(x.plain)]
    one_each = len(complete) >= max(_FEWEST, _FILLED * (len(loose) - 1)) and not any(CLOSED.search(x.plain) for x in loose)
    width = edge if 24 <= edge <= _WIDEST and crowded and not one_each else None
    indents = Counter(x.indent for x in loose)
    indent = next((i for i, n in sorted(indents.items()) if i > 0 and n >= _FEWEST), None) if indents.get(0, 0) >= 1 else None
    return _Page(width, indent, _parted(loose), any(x.plain[:1] in _NEVER_FIRST for x in loose))


def _parted(loose: list[Line]) -> float | None:
    body = loose[1:]
    adjacent = [(a, b) for a, b in itertools.pairwise(loose) if not b.below_blank]
    open_ones = sum(not CLOSED.search(a.plain) for a, _ in adjacent)
    parted = sum(x.below_blank for x in body) >= 0.5 * len(body) > 0 and len(adjacent) >= 2 and open_ones >= 0.7 * len(adjacent)
    edge = max((x.columns for x in loose), default=0)
    return _FILLED * edge if parted and edge <= _WIDEST else None


def _may_go_on(run: list[Line], line: Line, numbered: bool) -> bool:
    if run[0].is_whole or line.marker is not None or line.label is not None or line.piece or line.is_apart:
        return False
    plain = "".join(x.plain for x in run[:_TITLE_LINES])
    is_title = not numbered and len(run) <= _TITLE_LINES and len(plain) <= 60 and _TITLE.search(plain) and not CLOSED.search(plain)
    return not is_title


def _goes_on(run: list[Line], length: int, line: Line, page: _Page, sort_closed: bool) -> bool:
    """Whether a line belongs to the run of lines above it, which holds ``length`` characters; ``sort_closed``: lines of its sort end in a full stop."""
    first, last = run[0], run[-1]
    plain = last.plain
    if last.marker is not None and last.marker.style == "num_alone" and line.plain[:1].isdigit():
        return False  # a number of the page, or of the item, is no part of the next one
    full = page.width is not None and last.columns >= page.width - _SLACK
    if full and page.indent is not None:
        return line.indent < page.indent
    if line.plain[:1] in _NEVER_FIRST:
        return True
    if _COMPLETE.search(plain) and (_REPORTS.match(line.plain) or begins_with_verb(line.plain)):
        return False
    cut = bool(plain) and not CLOSED.search(plain)
    if cut:
        return (
            (page.parted is not None and not line.below_blank and last.columns >= page.parted)
            or bool(_UNFINISHED.search(plain))
            or full
            or (page.width is not None and (sort_closed or page.is_hard) and last.columns >= _FILLED * page.width)
            or _is_open(run)
            or ("。" in plain and length > 15)  # a sentence begins in it and does not end
            or (sort_closed and length > 15 and not _is_value(first) and not _HEADS.search(plain))
        )
    return (full and not plain.endswith("。")) or (plain.endswith(":") and _is_open(run))


def _is_open(run: list[Line]) -> bool:
    """Whether a bracket is still open: (其中城区 ⏎ 600户), 《整治易涝 ⏎ 点9处》."""
    tail = "".join(x.plain for x in run[-_TITLE_LINES:])
    return tail.rfind("(") > tail.rfind(")") or tail.rfind("《") > tail.rfind("》")


def _is_value(line: Line) -> bool:
    """A label line whose value needs no full stop: 主责单位：区教委."""
    return line.label is not None and vocabulary.label_role(line.label) not in ("completion", "commitment")


def _mostly_closed(lines: list[Line]) -> bool:
    long = [x for x in lines if len(x.plain) > 15]
    return bool(long) and sum(bool(CLOSED.search(x.plain)) for x in long) >= 0.6 * len(long)
