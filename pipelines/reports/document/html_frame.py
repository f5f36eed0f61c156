"""Which lines of a page are the report and which surround every article: navigation, index tables, tools, footers, other articles.

Nothing here knows a site. An article is found by the names that content systems give it, else as the innermost element that
holds nearly all plain text; around and inside it, lines are set aside for their element's name, their links or their labels.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from pipelines.reports.document.html_flow import DrawnTable, Element, Flow
from pipelines.reports.document.html_names import is_article_name, is_frame_name, page_marks

# Shares of the page's plain text. A named article may be short beside a long notice; without a name nearly all must be inside.
_NAMED_SHARE, _UNNAMED_SHARE = 0.5, 0.9
# What an element named like the frame may hold at most: wrappers are called "nav-fixed" or "header-main" too.
_FRAME_SHARE = 0.4
_FRAME_TAGS = frozenset(("nav", "footer", "aside", "select", "button", "textarea", "menu", "option"))
_LIST_TAGS = frozenset(("ul", "ol", "dl", "table", "div", "p", "section", "h2", "h3", "h4", "li", "td", "tr", "tbody", "center", "form"))
_GAP = re.compile(r"[\s:：|　/·>»()（）【】\[\]]+")
_PROSE = re.compile(r"[。；！？]|\d")


@dataclass(slots=True)
class Weights:
    """Running sums over the lines, so that any element's share is two look-ups."""

    starts: list[int]
    plain: list[int]
    linked: list[int]
    links: list[int]
    sizes: list[int]

    def lines(self, element: Element) -> tuple[int, int]:
        return bisect_left(self.starts, element.start), bisect_left(self.starts, element.end)

    def of(self, sums: list[int], first: int, last: int) -> int:
        return sums[last] - sums[first]


@cache
def _info_labels() -> frozenset[str]:
    return frozenset(page_marks("info"))


@cache
def _aside_words() -> frozenset[str]:
    return frozenset(page_marks("aside"))


def _sums(values: list[int]) -> list[int]:
    return [0, *accumulate(values)]


def frame_lines(flow: Flow, is_data: list[bool], title: str | None) -> list[bool]:
    """For each line whether it is furniture. ``is_data`` says of each table whether it is one; ``title`` is the page's own."""
    words = [flow.text[line.start : line.end] for line in flow.lines]
    out = [_is_info_line(w) for w in words]
    starts = [line.start for line in flow.lines]
    columns = ([x.linked for x in flow.lines], [x.links for x in flow.lines], [x.end - x.start for x in flow.lines])
    weights = Weights(starts, [], *(_sums(c) for c in columns))
    rows = _line_tables(flow, is_data, starts)
    _set_aside_info_lists(flow, weights, words, out)
    plain = [
        0 if out[i] or not _has_weight(w, i in rows) else x.end - x.start - x.linked
        for i, (x, w) in enumerate(zip(flow.lines, words, strict=True))
    ]
    weights.plain = _sums(plain)
    named = [_is_frame(e) for e in flow.elements]
    _set_aside_frames(flow, weights, named, out)
    weights.plain = _sums([0 if o else p for o, p in zip(out, plain, strict=True)])
    first, last = _article(flow, weights, named)
    for i in [*range(first), *range(last, len(out))]:
        out[i] = True
    _set_aside_link_lists(flow, weights, (first, last), out)
    _set_aside_files_and_headings(flow, words, (first, last), out)
    _keep_title(words, (first, last), out, title)
    return out


def _line_tables(flow: Flow, is_data: list[bool], starts: list[int]) -> set[int]:
    lines: set[int] = set()
    for table, data in zip(flow.tables, is_data, strict=True):
        if data:
            element = flow.elements[table.element]
            lines.update(range(bisect_left(starts, element.start), bisect_left(starts, element.end)))
    return lines


def _has_weight(words: str, in_table: bool) -> bool:
    """Lines that an article consists of: sentences, numbered lines, table cells; not the single words of a menu."""
    return in_table or (len(words) >= 8 and (len(words) >= 30 or _PROSE.search(words) is not None))


def _is_info_line(words: str) -> bool:
    """发布日期：… 来源：… 字号：大 中 小 打印: two labels or more in one short line."""
    if len(words) > 200:
        return False
    pieces = [p for p in _GAP.split(words) if p]
    found = {p for p in pieces if p in _info_labels()}
    return len(found) >= 2 and ("：" in words or ":" in words or len(found) * 2 >= len(pieces))


def _set_aside_info_lists(flow: Flow, weights: Weights, words: list[str], out: list[bool]) -> None:
    """索引号 | … | 发布机构 | …: a table or list in which at least half of what could be a label is one of a page's description."""
    for element in flow.elements:
        if element.tag not in ("table", "ul", "dl", "div", "section"):
            continue
        first, last = weights.lines(element)
        if not 2 <= last - first <= 60 or all(out[first:last]):
            continue
        labels = {k for i in range(first, last) if (k := _label(words[i])) in _info_labels()}
        described = sum(_label(words[i]) in _info_labels() for i in range(first, last))
        alone = sum(_GAP.sub("", words[i]) in _info_labels() for i in range(first, last))
        # A label with its value on the line is one line of two words; standing alone it is half of what is told.
        if len(labels) >= 3 and described + alone >= 0.7 * (last - first):
            out[first:last] = [True] * (last - first)


def _label(words: str) -> str:
    head = re.split(r"[:：]", words, maxsplit=1)[0] if len(words) < 120 else ""
    return re.sub(r"[\s　\[\]【】]+", "", head)


def _is_frame(element: Element) -> bool:
    if element.tag in _FRAME_TAGS:
        return True
    return bool(element.identity) and is_frame_name(element.identity) and not is_article_name(element.identity)


def _set_aside_frames(flow: Flow, weights: Weights, named: list[bool], out: list[bool]) -> None:
    whole = weights.plain[-1]
    for element, is_named in zip(flow.elements, named, strict=True):
        if is_named:
            first, last = weights.lines(element)
            if weights.of(weights.plain, first, last) <= _FRAME_SHARE * whole or _is_foot(element):
                out[first:last] = [True] * (last - first)


def _is_foot(element: Element) -> bool:
    return element.tag in ("nav", "footer", "option", "select")


def _article(flow: Flow, weights: Weights, named: list[bool]) -> tuple[int, int]:
    """First line of the article and the line behind its last."""
    whole = weights.plain[-1]
    everything = (0, len(flow.lines))
    if not whole:
        return everything
    ranges = []
    for element in flow.elements:
        if element.tag == "article" or (element.identity and is_article_name(element.identity)):
            first, last = weights.lines(element)
            if weights.of(weights.plain, first, last):
                ranges.append((first, last))
    if ranges:
        first, last = _common(flow, weights, min(r[0] for r in ranges), max(r[1] for r in ranges))
        if weights.of(weights.plain, first, last) >= _NAMED_SHARE * whole:
            return first, last
    best = everything
    for element in flow.elements:  # parents come before children: the last that holds enough is the innermost
        first, last = weights.lines(element)
        if (
            best[0] <= first
            and last <= best[1]
            and weights.of(weights.plain, first, last) >= _UNNAMED_SHARE * whole
            and element.tag not in ("table", "tr", "td")
        ):
            best = (first, last)
    return best


def _common(flow: Flow, weights: Weights, first: int, last: int) -> tuple[int, int]:
    """The lines of the innermost element around both; with one article that is the article itself."""
    best = (0, len(flow.lines))
    for element in flow.elements:
        a, b = weights.lines(element)
        if a <= first and last <= b and best[0] <= a and b <= best[1]:
            best = (a, b)
    return best


def _set_aside_link_lists(flow: Flow, weights: Weights, article: tuple[int, int], out: list[bool]) -> None:
    inside = weights.of(weights.plain, *article)
    for element in flow.elements:
        if element.tag not in _LIST_TAGS:
            continue
        first, last = weights.lines(element)
        links = weights.of(weights.links, first, last)
        if links < 2 or first < article[0] or last > article[1]:
            continue
        linked = weights.of(weights.linked, first, last)
        size = weights.of(weights.sizes, first, last)
        if linked >= 0.6 * size and weights.of(weights.plain, first, last) <= 0.3 * max(inside, 1):
            out[first:last] = [True] * (last - first)


def _set_aside_files_and_headings(flow: Flow, words: list[str], article: tuple[int, int], out: list[bool]) -> None:
    """Lines that are a link to a file, and headings such as 相关附件： in front of what is set aside already."""
    for i in range(article[1] - 1, article[0] - 1, -1):
        line = flow.lines[i]
        if (line.files and line.linked >= 0.5 * (line.end - line.start)) or (
            _GAP.sub("", words[i]).rstrip("：:") in _aside_words() and (i + 1 == article[1] or out[i + 1])
        ):
            out[i] = True


def _keep_title(words: list[str], article: tuple[int, int], out: list[bool], title: str | None) -> None:
    """The page's title above the article stays, unless the article begins with it again."""
    if not title:
        return
    name = re.sub(r"\s+", "", title)
    first, last = article
    opening = re.sub(r"\s+", "", "".join(words[first : min(last, first + 12)]))
    if name in opening:
        return
    for i in range(first - 1, -1, -1):
        if re.sub(r"\s+", "", words[i]) == name:
            out[i] = False
            return


def is_data_table(table: DrawnTable, flow: Flow) -> bool:
    """Whether a table is one, rather than a means to place an article on the page."""
    if table.is_presentation or not table.rows:
        return False
    filled = [sum(c.end > c.start for c in row) for row in table.rows]
    wide = sum(n >= 2 for n in filled)
    if wide < 2:  # one column or one row: paragraphs side by side
        return table.has_th and wide == 1 and len(table.rows) > 1
    cells = [c for row in table.rows for c in row]
    total = sum(c.end - c.start for c in cells)
    longest = max(cells, key=lambda c: c.end - c.start)
    share = (longest.end - longest.start) / max(total, 1)
    if table.has_inner:
        return share < 0.3 and wide >= 3
    paragraphs = flow.text.count("\n", longest.start, longest.end)
    return not (share > 0.6 and longest.end - longest.start > 400 and paragraphs >= 5)
