"""A page as it flows down the screen: visible text in lines, and where each element, link and table cell stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipelines.reports.document import limits
from pipelines.reports.document.grid import LooseCell
from pipelines.reports.document.html_lists import ListState, marker_of
from pipelines.reports.document.html_names import identity, is_hidden, names_that_hide
from pipelines.reports.document.html_pen import Line, Pen
from pipelines.reports.document.html_tags import BLOCKS, UNSEEN
from pipelines.reports.document.model import ReportRefused

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|7z|jpe?g|png|txt)(?:[?#]|$)", re.IGNORECASE)
# Glyphs of an icon font. Private characters that old Chinese encodings use for rare ones stand inside words.
_ICON = re.compile(r"\s*[\ue000-\uf8ff]\s*")
_POWERS = {"2": "²", "3": "³"}


@dataclass(slots=True)
class Element:
    """An element that has a place in the flow; ``parent`` indexes the list of elements, -1 at the root."""

    tag: str
    identity: str
    parent: int
    start: int
    end: int = 0


@dataclass(slots=True)
class DrawnTable:
    """A table element: its rows with the row group of each, and the table that it stands in, if any."""

    element: int
    outer: int | None
    rows: list[list[LooseCell]] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    has_th: bool = False
    has_inner: bool = False
    is_presentation: bool = False


@dataclass(slots=True)
class Flow:
    """The page laid out. Lines, elements and tables are in the order in which they begin."""

    text: str = ""
    lines: list[Line] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    tables: list[DrawnTable] = field(default_factory=list)


def _events(root: LexborNode) -> Iterator[tuple[LexborNode, bool, list[bool]]]:
    """Each node with True where it begins and False where it ends; setting the list's only value to True skips what is inside."""
    node, depth = root, 0
    while True:
        skip = [False]
        yield node, True, skip
        child = None if skip[0] else node.child
        if child is not None:
            node, depth = child, depth + 1
            if depth > limits.HTML_DEPTH:
                raise ReportRefused("hostile", f"elements nested more than {limits.HTML_DEPTH} deep", "Save the report's page alone")
            continue
        while True:
            yield node, False, skip
            if depth == 0:
                return
            sibling = node.next
            if sibling is not None:
                node = sibling
                break
            parent = node.parent
            assert parent is not None
            node, depth = parent, depth - 1


class _Layout:
    """The walk over the page: what is open at the moment."""

    def __init__(self, hiding: frozenset[str]) -> None:
        self.flow = Flow()
        self.pen = Pen()
        self.hiding = hiding
        self.open: list[tuple[int | None, bool]] = []  # element index or None, whether it is a block
        self.around: list[int] = []
        self.tables: list[int] = []
        self.lists: list[ListState | None] = []
        self.links = 0
        self.preformatted = 0
        self.raised = 0
        self.group = 0

    def text(self, raw: str) -> None:
        if _ICON.fullmatch(raw):
            return
        if self.raised and raw.strip() in _POWERS and self.pen.last_character() in ("m", "M", "米"):
            raw = _POWERS[raw.strip()]  # m<sup>2</sup>
        if self.preformatted:
            self.pen.write_preformatted(raw, self.links > 0)
        else:
            self.pen.write(raw, self.links > 0)

    def begin(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        style = (attributes.get("style") or "").replace(" ", "").lower()
        block = (tag in BLOCKS and "display:inline;" not in style + ";") or "display:block" in style
        if block or tag == "br":
            self.pen.end_line()
        names = identity(attributes)
        index = None
        if block or names:
            index = len(self.flow.elements)
            self.flow.elements.append(Element(tag, names, self.around[-1] if self.around else -1, self.pen.position))
            self.around.append(index)
        self.open.append((index, block))
        if tag == "a" and attributes.get("href"):
            self.links += 1
            self.pen.note_link(bool(_FILE.search(attributes["href"] or "")))
        elif tag in ("pre", "listing", "xmp"):
            self.preformatted += 1
        elif tag == "sup":
            self.raised += 1
        elif tag in ("ol", "ul", "menu", "dir"):
            self.lists.append(ListState.of(tag, attributes, style))
        elif tag == "li":
            marker = marker_of(self.lists[-1] if self.lists else None, node, attributes)
            if marker:
                self.pen.put_before(marker)
        elif tag in ("table", "tbody", "thead", "tfoot", "tr", "td", "th"):
            self._begin_table_part(tag, attributes, index)

    def _begin_table_part(self, tag: str, attributes: dict[str, str | None], index: int | None) -> None:
        tables = self.flow.tables
        if tag == "table" and index is not None:
            outer = self.tables[-1] if self.tables else None
            if outer is not None:
                tables[outer].has_inner = True
            self.tables.append(len(tables))
            tables.append(DrawnTable(index, outer, is_presentation=attributes.get("role") in ("presentation", "none")))
        elif not self.tables:
            return
        elif tag in ("tbody", "thead", "tfoot"):
            self.group += 1
        elif tag == "tr":
            tables[self.tables[-1]].rows.append([])
            tables[self.tables[-1]].groups.append(self.group)
        elif tag in ("td", "th") and tables[self.tables[-1]].rows:
            table = tables[self.tables[-1]]
            table.has_th |= tag == "th"
            spans = [_count(attributes.get(k)) for k in ("rowspan", "colspan")]
            table.rows[-1].append(LooseCell(self.pen.position, -1, spans[0], max(spans[1], 1), tag == "th"))

    def end(self, tag: str, attributes_link: bool) -> None:
        index, block = self.open.pop()
        if block or tag == "br":
            self.pen.end_line()
        if index is not None:
            self.around.pop()
            self.flow.elements[index].end = self.pen.position
        if tag == "a" and attributes_link:
            self.links -= 1
        elif tag in ("pre", "listing", "xmp"):
            self.preformatted -= 1
        elif tag == "sup":
            self.raised -= 1
        elif tag in ("ol", "ul", "menu", "dir"):
            self.lists.pop()
        elif tag == "li":
            self.pen.put_before("")
        elif tag == "table" and index is not None:
            self.tables.pop()
        elif tag in ("td", "th") and self.tables and self.flow.tables[self.tables[-1]].rows:
            row = self.flow.tables[self.tables[-1]].rows[-1]
            if row and row[-1].end < 0:
                cell = row[-1]
                end = self._content_end(cell.start)
                row[-1] = LooseCell(min(cell.start, end), end, cell.row_span, cell.column_span, cell.is_header)

    def _content_end(self, start: int) -> int:
        last = self.pen.lines[-1].end if self.pen.lines else 0
        return max(last, start) if last > start else start


def _count(value: str | None) -> int:
    match = re.match(r"\s*(\d{1,6})", value or "")
    return int(match.group(1)) if match else 1


def flow_of(root: LexborNode, styles: str) -> Flow:
    """The visible page below ``root``; ``styles`` is its style sheet, asked only for what it hides."""
    layout = _Layout(names_that_hide(styles))
    linked: list[bool] = []
    hidden: list[bool] = []
    for node, begins, skip in _events(root):
        if node.is_text_node:
            if begins:
                layout.text(node.text_content or "")
            continue
        tag = node.tag or ""
        if begins:
            attributes = node.attributes if tag not in UNSEEN else {}
            out = tag in UNSEEN or is_hidden(attributes, layout.hiding)
            hidden.append(out)
            skip[0] = out
            if not out:
                linked.append(tag == "a" and bool(attributes.get("href")))
                layout.begin(node, tag, attributes)
        elif not hidden.pop():
            layout.end(tag, linked.pop())
    layout.pen.end_line()
    layout.flow.text = "".join(layout.pen.parts)
    layout.flow.lines = layout.pen.lines
    return layout.flow
