"""Which lines of a page are the report and which surround every article: navigation, index tables, tools, footers, other articles.

Nothing here knows a site. An article is found by the names that content systems give it, else as the innermost element that
holds nearly all plain text; around and inside it, lines are set aside for their element's name, their links or their labels.
"""

from __future__ import annotations

import re

from pipelines.reports.document.html_flow import DrawnTable, Element, Flow
from pipelines.reports.document.html_names import is_article_name, is_frame_name
from pipelines.reports.document.html_tail import set_aside_copies, set_aside_foot
from pipelines.reports.document.html_weights import Weights, running
from pipelines.reports.document.html_words import (
    begins_below,
    describes_page,
    is_aside,
    is_info_label,
    is_info_line,
    is_page_label,
    label_of,
)
from pipelines.reports.document.numbering import OWN_NUMBER

# Shares of the page's plain text. A named article may be short beside a long notice; without a name nearly all must be inside.
_NAMED_SHARE, _UNNAMED_SHARE = 0.5, 0.9
# What an element named like the frame may hold at most: wrappers are called "nav-fixed" or "header-main" too.
_FRAME_SHARE = 0.4
_FRAME_TAGS = frozenset(("nav", "footer", "aside", "select", "button", "textarea", "menu", "option"))
_TABLE_TAGS = frozenset(("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th"))
_LIST_TAGS = frozenset(("ul", "ol", "dl", "table", "div", "p", "section", "h2", "h3", "h4", "li", "td", "tr", "tbody", "center", "form"))
_PROSE = re.compile(r"[。；！？]|\d")
_LISTED = re.compile(r"[、，；]")
_SENTENCE = re.compile(r"[。；！？]")
# Lines of an article have this many characters; below is a menu.
_SHORTEST = 8
_FEWEST_ITEMS = 3
_INFO_LINES = 60
# What may stand above a report's title inside its element.
_ABOVE_SHARE = 0.5
# What stands below it is never the larger part; of other articles it gives titles, not paragraphs.
_TITLE_LENGTH, _BELOW_SHARE = 80, 0.4


def frame_lines(flow: Flow, is_data: list[bool], title: str | None) -> list[bool]:
    """For each line whether it is furniture. ``is_data`` says of each table whether it is one; ``title`` is the page's own."""
    words = [flow.text[line.start : line.end] for line in flow.lines]
    out = [is_info_line(w) for w in words]
    _unlink_items(flow, words)
    weights = Weights.of_lines(flow)
    rows = _line_tables(flow, is_data, weights)
    _set_aside_info_lists(flow, weights, words, out)
    plain = [
        0 if out[i] or not _has_weight(w, i in rows) else x.end - x.start - x.linked
        for i, (x, w) in enumerate(zip(flow.lines, words, strict=True))
    ]
    weights.plain = running(plain)
    set_aside_foot(flow, weights, words, out)
    set_aside_copies(flow, weights, words, out)
    plain = [0 if o else p for o, p in zip(out, plain, strict=True)]
    weights.plain = running(plain)
    named = [_is_frame(e) for e in flow.elements]
    _set_aside_frames(flow, weights, named, out)
    weights.plain = running([0 if o else p for o, p in zip(out, plain, strict=True)])
    first, last = _article(flow, weights, named)
    for i in [*range(first), *range(last, len(out))]:
        out[i] = True
    _set_aside_link_lists(flow, weights, words, (first, last), out)
    _set_aside_files_and_headings(flow, words, (first, last), out)
    _set_aside_below(weights, words, (first, last), rows, out)
    _set_aside_above_title(weights, words, (first, last), out, title)
    _keep_title(words, (first, last), rows, out, title)
    return out


def _unlink_items(flow: Flow, words: list[str]) -> None:
    """Numbered lines that are links, where they are more than all plain text: a report whose items lead to pages of their own."""
    items = [x for x, w in zip(flow.lines, words, strict=True) if x.linked * 2 > len(w) >= _SHORTEST and OWN_NUMBER.match(w)]
    others = sum(len(w) - x.linked for x, w in zip(flow.lines, words, strict=True) if _has_weight(w, False))
    if len(items) >= _FEWEST_ITEMS and sum(x.end - x.start for x in items) > others:
        for line in items:
            line.linked = line.links = 0


def _line_tables(flow: Flow, is_data: list[bool], weights: Weights) -> set[int]:
    lines: set[int] = set()
    for table, data in zip(flow.tables, is_data, strict=True):
        if data:
            lines.update(range(*weights.lines(flow.elements[table.element])))
    return lines


def _has_weight(words: str, in_table: bool) -> bool:
    """Lines that an article consists of: sentences, numbered lines, table cells; not the single words of a menu."""
    return in_table or (len(words) >= _SHORTEST and (len(words) >= 30 or _PROSE.search(words) is not None))


def _set_aside_info_lists(flow: Flow, weights: Weights, words: list[str], out: list[bool]) -> None:
    """索引号 | … | 发布机构 | …: a table or list in which at least half of what could be a label is one of a page's description."""
    for element in reversed(flow.elements):  # inner ones first: what is around them is judged by the rest
        if element.tag not in ("table", "ul", "dl", "div", "section"):
            continue
        first, last = weights.lines(element)
        lines = [w for w, o in zip(words[first:last], out[first:last], strict=True) if not o] if last - first <= _INFO_LINES else []
        if len(lines) < 2 or any(OWN_NUMBER.match(w) for w in lines):
            continue
        labels = [k for w in lines if describes_page(k := label_of(w))]
        alone = sum(is_info_label(w) for w in lines)
        # A label with its value on the line is one line of two words; standing alone it is half of what is told.
        if len(set(labels)) >= 3 and len(labels) + alone >= 0.7 * len(lines):
            out[first:last] = [True] * (last - first)


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
            and last - first > 1
            and element.tag not in _TABLE_TAGS
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


def _set_aside_link_lists(flow: Flow, weights: Weights, words: list[str], article: tuple[int, int], out: list[bool]) -> None:
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
        if linked < 0.6 * size or weights.of(weights.plain, first, last) > 0.3 * max(inside, 1):
            continue
        if not (last - first == 1 and _is_labelled(words[first], linked)):
            out[first:last] = [True] * (last - first)


def _is_labelled(words: str, linked: int) -> bool:
    """牵头单位：<a>区教育局</a>、<a>区财政局</a>: a line of the report whose value is linked word by word."""
    label = label_of(words)
    return bool(label) and not is_page_label(label) and linked + len(label) < len(words) and _LISTED.search(words) is not None


def _set_aside_files_and_headings(flow: Flow, words: list[str], article: tuple[int, int], out: list[bool]) -> None:
    """Lines that are a link to a file, and headings such as 相关附件： in front of what is set aside already."""
    for i in range(article[1] - 1, article[0] - 1, -1):
        line = flow.lines[i]
        if (line.files and line.linked >= 0.5 * (line.end - line.start)) or (is_aside(words[i]) and (i + 1 == article[1] or out[i + 1])):
            out[i] = True


def _set_aside_below(weights: Weights, words: list[str], article: tuple[int, int], rows: set[int], out: list[bool]) -> None:
    """The end of the article's element from 免责声明 or 智能客服 on, and from 相关信息 on where titles follow it, unlinked as on some pages."""
    first, last = article
    inside = weights.of(weights.plain, first, last)
    are_titles = True
    for i in range(last - 1, first - 1, -1):
        if weights.of(weights.plain, i, last) > _BELOW_SHARE * inside:
            return
        if out[i]:
            continue
        are_titles = are_titles and i not in rows and len(words[i]) <= _TITLE_LENGTH and not _SENTENCE.search(words[i])
        if begins_below(words[i]) or (are_titles and is_aside(words[i])):
            out[i:last] = [True] * (last - i)
            are_titles = True


def _set_aside_above_title(weights: Weights, words: list[str], article: tuple[int, int], out: list[bool], title: str | None) -> None:
    """欢迎访问…网站 and other lines above the title, where the article's element begins before it."""
    name = re.sub(r"\s+", "", title or "")
    first, last = article
    inside = weights.of(weights.plain, first, last)
    for i in range(first, last):
        if weights.of(weights.plain, first, i) > _ABOVE_SHARE * inside:
            return
        if not out[i] and name and re.sub(r"\s+", "", words[i]) == name:
            out[first:i] = [True] * (i - first)
            return


def _keep_title(words: list[str], article: tuple[int, int], rows: set[int], out: list[bool], title: str | None) -> None:
    """The page's title above the article stays, not the one in its index table, unless the article begins with it again."""
    if not title:
        return
    name = re.sub(r"\s+", "", title)
    first, last = article
    opening = "".join(words[i] for i in range(first, min(last, first + 12)) if not out[i])
    if name in re.sub(r"\s+", "", opening):
        return
    for i in range(first - 1, -1, -1):
        if i not in rows and re.sub(r"\s+", "", words[i]) == name:
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
        return (share < 0.3 and wide >= 3) or (table.has_th and share < 0.6)
    paragraphs = flow.text.count("\n", longest.start, longest.end)
    return not (share > 0.6 and longest.end - longest.start > 400 and paragraphs >= 5)
