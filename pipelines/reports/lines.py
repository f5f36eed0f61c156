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
from pipelines.reports.markers import Marker, glued_marker, has_inner_mark, inline_markers, line_marker
from pipelines.reports.numerals import whole
from pipelines.reports.text import Text, compact
from pipelines.reports.wording import looks_like_departments

# Roles that only columns of tables have.
NO_LABELS = frozenset(("index", "group", "place", "dates", "status"))
# How often a running header comes back, and what is a value of a field instead.
_RUNS = 3
_HEAD_LINES = 3
_GLUED_RUN = 3
_LONGEST_MARK = 12
_SHORT_RUN = 4  # lines back to which a run of marks is remembered
SUMS_UP = re.compile(r"(?:(?<=[。;])|^)(?:(?:上述|以上)(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:项|件|个)|小结:)")
_TITLE = re.compile(r"(?:19|20)\d\d年?.{0,20}(?:实事|项目|情况|任务)")
_BEFORE_NUMBER = re.compile(r"\*?(\d{1,3})[.、](?=\d)")
_ORDINAL = re.compile(r"第(\d{1,2}|[一二三四五六七八九十]{1,3})(?:件|项|条|类)(?:民生)?(?:实事|工程)?")
_VALUE = re.compile(r"月|年底|全年|完成|推进|开工|竣工|进度|达到|正常|滞后")
# Lines that a table was copied into: so many of them with so many cells between tabs.
_ROWS, _CELLS = 3, 3
CLOSED = re.compile(r"[。;!?:…][)\]”’\"』」》]*$|[。;!?][)\]]$|\)$")


@dataclass(frozen=True, slots=True)
class Line:
    """A logical line: its joined text without the mark at its head, the mark, and where all of it stands in the document.

    ``is_whole``: the format says that a paragraph ends here. ``piece`` counts the parts of a line split at inline marks, from 0. ``indent`` and
    ``columns`` are the blank before it and where it ends, in columns of a fixed-width page (a Chinese character takes two). ``is_apart``: something
    of the page's stands between this line and the one before, so that they are no one sentence. ``whole`` is the text with its mark, where it has one.
    ``below_blank``: an empty line stands above it.
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
    whole: Text | None = None
    below_blank: bool = False

    @property
    def plain(self) -> str:
        return self.text.plain

    def unmarked(self) -> Line:
        """The line with its mark as part of the text: 一是…二是… inside an item of another numbering."""
        return replace(self, text=self.whole, marker=None, whole=None) if self.whole is not None else self


@cache
def _label_head() -> re.Pattern[str]:
    words = vocabulary.label_expression(without=NO_LABELS)
    return re.compile(rf"\[(?P<framed>{words})\]|[(\[]?(?P<label>{words})[)\]]?(?::|$|(?=[\[(]))")


def columns_of(text: str) -> int:
    """Columns that a text takes on a page of fixed width."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def physical_lines(document: Document, plain: str) -> list[Line]:
    """One line per paragraph block, marks inside long lines split off."""
    lines: list[Line] = []
    due: dict[str, int] = {}
    paragraphs = [b for b in document.blocks if isinstance(b, Paragraph)]
    tabbed = sum(document.text.count("\t", b.start, b.end) >= _CELLS - 1 for b in paragraphs) >= _ROWS
    barred = sum(document.text.count("|", b.start, b.end) >= _CELLS - 1 for b in paragraphs) >= _ROWS
    done = before_end = 0
    for block in paragraphs:
        line_start = max(
            document.text.rfind("\n", 0, block.start) + 1, done
        )  # a block may begin inside a line, behind a separator of its own
        begins = document.text[line_start : block.start]
        bars = tabbed and (document.text.count("\t", block.start, block.end) >= _CELLS - 1 or begins.count("\t") >= _CELLS - 1)
        text = compact(document.text, plain, line_start if bars else block.start, block.end, bars=bars)
        done = block.end
        if text.plain:
            before = document.text[line_start : block.start]
            indent = columns_of(before.expandtabs(4)) if not before.strip() else 0
            columns = indent + columns_of(document.text[block.start : block.end])
            below_blank = document.text.count("\n", before_end, block.start) > 1
            is_row = barred and text.plain.count("|") >= _CELLS - 1
            lines += _split(text, block.is_whole, indent, columns, below_blank, due, is_row)
            before_end = block.end
            due = {x.marker.style: x.marker.number + 1 for x in lines[-_SHORT_RUN:] if x.marker} or due
    return lines


def line_of(text: Text, *, is_whole: bool) -> Line:
    """A stretch of text as a line of its own."""
    return _line(text, _marker(text), is_whole)


def _marker(text: Text) -> Marker | None:
    return line_marker(text.plain) or _blank_marker(text)


def _blank_marker(text: Text) -> Marker | None:
    """第一件 and 第2项 with only a blank behind them, and 1. with a blank between it and another number: 1. 65岁以上, but not 1.65万人."""
    match = _ORDINAL.match(text.plain) or _BEFORE_NUMBER.match(text.plain)
    if match is None or match.end() >= len(text) or text.offsets[match.end()] - text.offsets[match.end() - 1] <= 1:
        return None
    if match.re is _BEFORE_NUMBER:
        return Marker("num_dot", int(match[1]), 0, match.end())
    number = whole(match[1]) or 0
    return Marker("han_ordinal", number, 0, match.end())


def _line(
    text: Text, marker: Marker | None, is_whole: bool, piece: int = 0, indent: int = 0, columns: int = 0, below_blank: bool = False
) -> Line:
    rest = text.cut(marker.end).strip() if marker else text
    head = _label_head().match(rest.plain)
    start, end = text.span()
    label = head["framed"] or head["label"] if head else None
    may_frame = label is None and (marker is None or marker.style in ("num_dot", "bullet"))
    furniture = furniture_kind(text.plain) if may_frame else None
    if label and marker and marker.style == "bullet":
        return Line(rest, None, start, end, is_whole, piece, label, None, indent, columns, below_blank=below_blank)
    whole = text if marker else None
    return Line(rest, marker, start, end, is_whole, piece, label, furniture, indent, columns, False, whole, below_blank)


def _after_blanks(text: Text) -> frozenset[int]:
    """Positions that a blank stands before in the source."""
    return frozenset(text.gaps())


def _split(text: Text, is_whole: bool, indent: int, columns: int, below_blank: bool, due: dict[str, int], is_row: bool) -> list[Line]:
    line = _line(text, _marker(text), is_whole, 0, indent, columns, below_blank)
    may_hold = not is_row and len(text.plain) > _LONGEST_MARK and line.furniture is None and has_inner_mark(text.plain)
    marks = inline_markers(text.plain, _after_blanks(text), due) if may_hold else []
    cuts = [m.start for m in marks if m.start > 0]
    cuts += [m.start() for m in SUMS_UP.finditer(text.plain) if cuts and m.start() > cuts[-1]][:1]
    if not cuts:
        return [line]
    lines: list[Line] = []
    starts = {m.start: m for m in marks}
    bounds = [0, *cuts, len(text)]
    for piece, (a, b) in enumerate(itertools.pairwise(bounds)):
        part = text.cut(a, b)
        mark = starts.get(a)
        marker = replace(mark, start=0, end=mark.end - a) if mark else line_marker(part.plain)
        if part.plain:
            lines.append(_line(part, marker, is_whole, piece, indent, columns if b == len(text) else 0, below_blank and not lines))
    return lines


def _may_run(line: Line) -> bool:
    """Whether a line could stand at the head of every page: short, no field, and no value that many items share (县住建局, 12月底前)."""
    plain = line.plain
    return (
        line.marker is None
        and line.label is None
        and line.piece == 0
        and 6 <= len(plain) <= 40
        and "|" not in plain
        and not CLOSED.search(plain)
        and not looks_like_departments(plain.strip("()"))
        and not _VALUE.search(plain)
    )


def _signs(lines: list[Line], index: int) -> bool:
    """Whether the name of an office stands as a letterhead or a signature; elsewhere it is the value of a field."""
    following = lines[index + 1].furniture if index + 1 < len(lines) else "end"
    return index < _HEAD_LINES or following in ("date", "end", "copies", "published", "page_line", "document_number")


def _runs_again(line: Line, index: int, heads: frozenset[str], said: set[str]) -> bool:
    """Whether a line is the title once more, at the head of a later page, perhaps with the number of the page behind it."""
    if line.marker is not None or not index:
        return False
    bare = line.plain.rstrip("0123456789- ")
    return (bare != line.plain and bare in heads and bare in said) or (index > _HEAD_LINES and line.plain in heads and line.plain in said)


def _page_numbers(lines: list[Line]) -> frozenset[int]:
    """Places of bare numbers that count the pages, where the items are numbered otherwise: 1 and 2 on lines of their own among 1. to 9."""
    bare = [i for i, x in enumerate(lines) if x.marker is not None and x.marker.style == "num_alone"]
    marked = sum(x.marker is not None and x.marker.style in ("num_dot", "han_comma", "han_paren") and bool(x.plain) for x in lines)
    numbers = [m.number for i in bare if (m := lines[i].marker)]
    counted = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else False
    return frozenset(bare) if counted and numbers[0] <= 2 and marked >= 2 and len(bare) <= marked else frozenset()


def without_furniture(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Lines kept, and furniture: what the vocabulary knows, and short unmarked lines that come back three times or more."""
    counts = Counter(line.plain for line in lines if _may_run(line))
    heads = frozenset(
        x.plain for x in lines[:_HEAD_LINES] if x.marker is None and x.label is None and len(x.plain) <= 60 and _TITLE.search(x.plain)
    )
    said: set[str] = set()
    pages = _page_numbers(lines)
    kept: list[Line] = []
    furniture: list[Line] = []
    is_apart = False
    for index, line in enumerate(lines):
        again = bool(heads) and _runs_again(line, index, heads, said)
        said.add(line.plain)
        running = (_may_run(line) and counts[line.plain] >= _RUNS) or again or index in pages
        if running or (line.furniture and line.label is None and (line.furniture != "signature" or _signs(lines, index))):
            furniture.append(line)
            is_apart = is_apart or not (running or line.furniture in IN_FLOW)
        else:
            kept.append(replace(line, is_apart=True) if is_apart else line)
            is_apart = False
    return kept, furniture


def _with_glued(lines: list[Line], style: str) -> list[Line]:
    """Lines with the numbers that are glued to their titles, where these count up from one: every number, or (一, 二) at least upward.

    Where other numbers begin lines too (3个小区已完工), those with a zero before or a blank behind may be such a run.
    """
    glued = [(i, m) for i, line in enumerate(lines) if line.marker is None and (m := glued_marker(line.plain, style))]
    if not _is_run(glued, style):
        glued = [(i, m) for i, m in glued if _stands_apart(lines[i].text, m)]
    if not _is_run(glued, style):
        return lines
    for i, m in glued:
        lines[i] = replace(lines[i], marker=m, whole=lines[i].text, text=lines[i].text.cut(m.end))
    return lines


def _is_run(glued: list[tuple[int, Marker]], style: str) -> bool:
    run = [m.number for _, m in glued]
    if len(run) < _GLUED_RUN or run[0] not in (0, 1):
        return False
    return all(a < b for a, b in itertools.pairwise(run)) and (style != "num_glued" or run[-1] - run[0] == len(run) - 1)


def _stands_apart(text: Text, marker: Marker) -> bool:
    blank = marker.end < len(text) and text.offsets[marker.end] - text.offsets[marker.end - 1] > 1
    return blank or text.plain.startswith("0")


def with_glued_marks(lines: list[Line]) -> list[Line]:
    """Numbers glued to titles as marks, where a run makes them certain: 1大病补充医保, 2农村危房改造, 3…"""
    return _with_glued(_with_glued(list(lines), "num_glued"), "han_glued")
