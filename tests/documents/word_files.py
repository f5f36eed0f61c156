"""Word files built for a test: python-docx for the frame of a file, its XML for what that library does not write."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable
from functools import cache

from docx import Document
from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table
from docx.text.paragraph import Paragraph

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def saved(document: Word) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


@cache
def _blank() -> bytes:
    return saved(Document())


def with_parts(parts: dict[str, str | bytes | None], of: bytes | None = None, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A file whose parts are replaced by those given; None takes one out."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(of or _blank())) as source, zipfile.ZipFile(target, "w", compression) as archive:
        for name in source.namelist():
            if name not in parts:
                archive.writestr(name, source.read(name))
        for name, content in parts.items():
            if content is not None:
                archive.writestr(name, content)
    return target.getvalue()


def of_xml(body: str, **more: str) -> bytes:
    """A file whose body is ``body``; further parts by name: numbering, styles, footnotes."""
    parts: dict[str, str | bytes | None] = {f"word/{name}.xml": content for name, content in more.items()}
    return with_parts({"word/document.xml": f"<w:document {NAMES}><w:body>{body}</w:body></w:document>"} | parts)


def of_lines(lines: Iterable[str]) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def numbering(document: Word, *levels: tuple[str, str], restart: bool = False) -> list[str]:
    """Adds a list with (format, pattern) per level and gives its ids: one, and with ``restart`` a second that begins again."""
    root = document.part.numbering_part.element
    abstract = str(900 + len(root))
    level = '<w:lvl w:ilvl="{0}"><w:start w:val="1"/><w:numFmt w:val="{1}"/><w:suff w:val="nothing"/><w:lvlText w:val="{2}"/></w:lvl>'
    inner = "".join(level.format(i, form, pattern) for i, (form, pattern) in enumerate(levels))
    root.find(qn("w:num")).addprevious(parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}">{inner}</w:abstractNum>'))
    ids = []
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    for again in ("", override)[: 1 + restart]:
        ids.append(str(900 + len(root)))
        root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="{ids[-1]}"><w:abstractNumId w:val="{abstract}"/>{again}</w:num>'))
    return ids


def listed(paragraph: Paragraph, number: str, level: int = 0) -> Paragraph:
    """Makes a paragraph an item of a list."""
    properties = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(properties))
    return paragraph


def table(document: Word, rows: list[list[str]]) -> Table:
    made = document.add_table(len(rows), len(rows[0]))
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            made.cell(r, c).text = words
    return made
