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
from pipelines.reports.document.model import ReportRefused, Span

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_UNSEEN = frozenset(
    "head script style template noscript iframe object embed applet canvas svg audio video map datalist noframes -comment !doctype rt rp".split()
)
_BLOCKS = frozenset(
    "html body address article aside blockquote button caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset "
    "h1 h2 h3 h4 h5 h6 header hgroup hr li legend listing main menu nav ol optgroup option p pre search section select summary table tbody td "
    "textarea tfoot th thead tr ul xmp".split()
)
_PIECE = re.compile(r"[ \t\n\r\f]+|[^ \t\n\r\f]+")
_SPACES = dict.fromkeys([0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F], " ")
_INVISIBLE = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_GLYPHS = _SPACES | _INVISIBLE
_HAS_GLYPH = re.compile("[\xa0\xad\u2000-\u200d\u202f\u205f\u2060\ufeff]")
_WIDE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60“”‘’—…]")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pptx?|pdf|wps|et|ofd|zip|rar|7z|jpe?g|png|txt)(?:[?#]|$)", re.IGNORECASE)
_POWERS = {"2": "²", "3": "³"}


@dataclass(slots=True)
class Line:
    """A line of the page. ``linked`` characters of it are links, ``files`` of the links lead to files."""

    start: int
    end: int
    linked: int = 0
    links: int = 0
    files: int = 0


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
    caption: Span | None = None
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


class _Pen:
    """Writes lines, collapsing white space as a browser does."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.lines: list[Line] = []
        self.at = 0
        self._line: list[str] = []
        self._length = 0
        self._gap = ""
        self._draft = Line(0, 0)

    @property
    def position(self) -> int:
        return self.at + self._length

    def write(self, raw: str, linked: bool) -> None:
        for match in _PIECE.finditer(raw):
            piece = match.group()
            if piece[0] in " \t\n\r\f":
                self._gap = "\n" if "\n" in piece or self._gap == "\n" else " "
            else:
                self._put(piece, linked)

    def _put(self, word: str, linked: bool) -> None:
        if _HAS_GLYPH.search(word):
            word = word.translate(_GLYPHS)
        if not self._line:
            word = word.lstrip()
        elif self._gap and word:
            # A source line that ends between two wide characters shows no space between them.
            joint = self._gap == "\n" and _WIDE.match(self._line[-1][-1]) and _WIDE.match(word)
            if not joint:
                word = " " + word
        if word:
            self._gap = ""
            self._line.append(word)
            self._length += len(word)
            if linked:
                self._draft.linked += len(word)

    def last_character(self) -> str:
        return self._line[-1][-1] if self._line and not self._gap else ""

    def write_preformatted(self, raw: str, linked: bool) -> None:
        for i, line in enumerate(raw.split("\n")):
            if i:
                self.end_line()
            self._put(line.replace("\t", "    ").strip("\r"), linked)

    def note_link(self, is_file: bool) -> None:
        self._draft.links += 1
        self._draft.files += is_file

    def end_line(self) -> int:
        """Ends the line if it holds anything; the position where the next one begins."""
        content = "".join(self._line).strip()
        if content:
            draft = self._draft
            draft.start, draft.end = self.at, self.at + len(content)
            self.lines.append(draft)
            self.parts.append(content + "\n")
            self.at = draft.end + 1
            if self.at > limits.TEXT_CHARACTERS:
                raise ReportRefused("too_large", f"the page holds more than {limits.TEXT_CHARACTERS} characters", "Save the report's page alone")
        self._draft = Line(0, 0)
        self._line, self._length, self._gap = [], 0, ""
        return self.at


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
        self.pen = _Pen()
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
        if self.raised and raw.strip() in _POWERS and self.pen.last_character() in ("m", "M", "米"):
            raw = _POWERS[raw.strip()]  # m<sup>2</sup>
        if self.preformatted:
            self.pen.write_preformatted(raw, self.links > 0)
        else:
            self.pen.write(raw, self.links > 0)

    def begin(self, node: LexborNode, tag: str, attributes: dict[str, str | None]) -> None:
        style = (attributes.get("style") or "").replace(" ", "").lower()
        block = (tag in _BLOCKS and "display:inline;" not in style + ";") or "display:block" in style
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
                self.pen.write(marker, False)
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
        elif tag == "table" and index is not None:
            self.tables.pop()
        elif tag in ("td", "th") and self.tables and self.flow.tables[self.tables[-1]].rows:
            row = self.flow.tables[self.tables[-1]].rows[-1]
            if row and row[-1].end < 0:
                cell = row[-1]
                end = self._content_end(cell.start)
                row[-1] = LooseCell(min(cell.start, end), end, cell.row_span, cell.column_span, cell.is_header)
        elif tag == "caption" and self.tables and index is not None:
            start = self.flow.elements[index].start
            end = self._content_end(start)
            if end > start:
                self.flow.tables[self.tables[-1]].caption = Span(start, end)

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
            attributes = node.attributes if tag not in _UNSEEN else {}
            out = tag in _UNSEEN or is_hidden(attributes, layout.hiding)
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
