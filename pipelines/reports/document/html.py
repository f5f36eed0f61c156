"""Web pages, read as a browser shows them.

selectolax (Lexbor) rather than lxml: it builds the tree that the HTML standard prescribes, so that unclosed fonts, tables inside paragraphs
and stray end tags, which these pages are full of, come out as people see them; libxml2 guesses otherwise and stops at depth 256.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.reports.document import limits
from pipelines.reports.document.encoding import Decoded, decoded_text
from pipelines.reports.document.grid import laid_out, titled
from pipelines.reports.document.html_flow import Flow, flow_of
from pipelines.reports.document.html_frame import frame_lines, is_data_table
from pipelines.reports.document.html_metadata import page_metadata
from pipelines.reports.document.html_refusals import Signs, refuse_if_no_report
from pipelines.reports.document.html_tags import ENDS_ITSELF, NEVER_OPEN
from pipelines.reports.document.model import Block, Document, Paragraph, ReportRefused, Span, Table

_DECLARED = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]{2,20})|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w-]{2,20})", re.IGNORECASE
)
_TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# Elements that a browser opens again in each following paragraph until they are closed: unclosed ones multiply. Their look is of no
# interest, so they are read as plain spans.
_FORMATTING = re.compile(r"<(/?)(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[\s/>])", re.IGNORECASE)
_SNIFFED = 4096
_TITLE_WITHIN, _TITLE_LINES = 12, 3


@dataclass(frozen=True, slots=True)
class _Head:
    """What a page's head states, its title and its meta tags by lower-case name, and which of the telling elements the page has."""

    title: str
    meta: dict[str, str]
    tags: frozenset[str]


def declared_charset(data: bytes) -> str | None:
    """The charset that a page's head names."""
    match = _DECLARED.search(data, 0, _SNIFFED)
    name = match.group(1) or match.group(2) if match else None
    return name.decode("ascii") if name else None


def html_document(data: bytes, filename: str, charset: str | None = None) -> Document:
    """The visible text of a page in reading order; raises ReportRefused."""
    if len(data) > limits.TEXT_BYTES:
        raise ReportRefused(
            "too_large",
            f"{filename}: a page of {len(data)} bytes, more than {limits.TEXT_BYTES}",
            "Save the report's page without embedded images",
        )
    decoded = decoded_text(data, charset or declared_charset(data))
    markup = _bounded(decoded.text.replace("\r\n", "\n"), filename)
    from selectolax.lexbor import LexborHTMLParser

    page = LexborHTMLParser(_FORMATTING.sub(r"<\1span", markup))
    if page.root is None:
        raise ReportRefused("not_a_report", f"{filename}: the page holds no elements", "Save the page again from the browser")
    flow = flow_of(page.root, "\n".join(s.text() for s in page.css("style")))
    meta: dict[str, str] = {}
    for node in page.css("meta"):
        name = (node.attributes.get("name") or node.attributes.get("property") or "").lower()
        meta.setdefault(name, node.attributes.get("content") or "")
    titles = page.css("head > title")
    marks = {"password": "input[type=password i]", "frame": "frame", "iframe": "iframe", "script": "script"}
    tags = frozenset(k for k, selector in marks.items() if page.css_first(selector) is not None)
    return _document(flow, decoded, filename, _Head(titles[0].text() if titles else "", meta, tags))


def _bounded(markup: str, filename: str) -> str:
    """The markup, if it can be parsed in bounded time: refuses too many tags, and tags nested too deep."""
    depth = tags = 0
    for match in _TAG.finditer(markup):
        name = match.group(2).lower()
        if name in NEVER_OPEN or name in ENDS_ITSELF:
            tags += 1
        elif match.group(1):
            depth = max(depth - 1, 0)
        else:
            tags, depth = tags + 1, depth + 1
        if depth > limits.HTML_DEPTH:
            raise ReportRefused(
                "hostile",
                f"{filename}: elements nested more than {limits.HTML_DEPTH} deep",
                "Save the report's page alone",
                f"character {match.start()}",
            )
    if tags > limits.HTML_TAGS:
        raise ReportRefused("hostile", f"{filename}: {tags} tags, more than {limits.HTML_TAGS}", "Save the report's page alone")
    return markup


def _document(flow: Flow, decoded: Decoded, filename: str, head: _Head) -> Document:
    is_data = [is_data_table(t, flow) for t in flow.tables]
    headings = [flow.text[e.start : e.end].strip() for e in flow.elements if e.tag == "h1"]
    title = page_metadata(head.meta, head.title, headings, "").get("title")
    out = frame_lines(flow, is_data, title)
    furniture, blocks = _blocks(flow, is_data, out)
    blocks = _with_whole_title(blocks, flow.text, title)
    around = "\n".join(flow.text[s.start : s.end] for s in furniture)
    article = "\n".join(flow.text[b.start : b.end] for b in blocks)
    kept = [x for x, o in zip(flow.lines, out, strict=True) if not o]
    linked = sum(x.linked for x in kept) / max(sum(x.end - x.start for x in kept), 1)
    has_table = any(isinstance(b, Table) and b.row_count > 2 for b in blocks)
    refuse_if_no_report(filename, title or head.title, flow.text, article, Signs(linked, has_table, head.tags))
    metadata = page_metadata(head.meta, head.title, headings, around)
    if decoded.overruled:
        metadata["declared_encoding"] = decoded.overruled
    return Document(flow.text, tuple(blocks), "text/html", decoded.encoding, tuple(furniture), metadata)


def _blocks(flow: Flow, is_data: list[bool], out: list[bool]) -> tuple[list[Span], list[Block]]:
    """Lines and outermost data tables as blocks; what is set aside as furniture."""
    tables = _outermost_tables(flow, is_data)
    spans = [Span(x.start, x.end) for x in flow.lines]
    furniture: list[Span] = []
    blocks: list[Block] = []
    waiting = list(reversed(tables))
    i = 0
    while i < len(flow.lines):
        line = flow.lines[i]
        after = i + 1
        if waiting and waiting[-1].start <= line.start:
            table = waiting.pop()
            while after < len(flow.lines) and flow.lines[after].start < table.end:
                after += 1
            if all(out[i:after]):
                furniture.append(Span(table.start, table.end))
            else:
                blocks += titled(table, spans)
        elif out[i]:
            furniture.append(Span(line.start, line.end))
        else:
            blocks.append(Paragraph(line.start, line.end, is_whole=True))
        i = after
    return furniture, blocks


def _with_whole_title(blocks: list[Block], text: str, title: str | None) -> list[Block]:
    """The page's title as one paragraph where the article sets it in two or three lines."""
    name = "".join((title or "").split())
    for i in range(min(len(blocks), _TITLE_WITHIN)):
        for last in range(i + 1, min(i + _TITLE_LINES, len(blocks))):
            part = blocks[i : last + 1]
            words = "".join(text[part[0].start : part[-1].end].split())
            if words == name and all(isinstance(b, Paragraph) for b in part):
                return [*blocks[:i], Paragraph(part[0].start, part[-1].end, is_whole=True), *blocks[last + 1 :]]
    return blocks


def _outermost_tables(flow: Flow, is_data: list[bool]) -> list[Table]:
    tables: list[Table] = []
    covered = 0
    for table, data in zip(flow.tables, is_data, strict=True):
        element = flow.elements[table.element]
        if not data or element.start < covered:
            continue
        covered = element.end
        spans = [c for row in table.rows for c in row if c.end > c.start]
        tables.append(laid_out(table.rows, table.groups, min(c.start for c in spans), max(c.end for c in spans)))
    return tables
