"""PDF files written by hand: Chinese in a font that is not embedded, lines of print, rules, images; whole or broken on purpose."""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT = 595, 842
# Letters and digits of the font are half as wide as its ideographs.
_FONT = {
    "font": b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[6 0 R]>>",
    "descendant": b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/W[1[" + b"500 " * 95 + b"]]/FontDescriptor 7 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 0>>>>",
    "descriptor": b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/Ascent 880/Descent -120/StemV 93"
    b"/ItalicAngle 0/CapHeight 880>>",
}


def breadth(words: str, size: float = 12) -> float:
    return sum(size / 2 if " " <= c <= "~" else size for c in words)


def words(x: float, y: float, text: str, size: float = 12, matrix: str = "1 0 0 1") -> str:
    """Text at ``x`` from the left and ``y`` from the top."""
    return f"BT /F1 {size} Tf {matrix} {x:.2f} {HEIGHT - y:.2f} Tm <{text.encode('utf-16-be').hex()}> Tj ET\n"


def centred(y: float, text: str, size: float = 12) -> str:
    return words((WIDTH - breadth(text, size)) / 2, y, text, size)


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    return f"{x0} {HEIGHT - y0} m {x1} {HEIGHT - y1} l S\n"


def lines_of(paragraph: str, width: float, size: float = 12, indent: float = 2) -> list[str]:
    """A paragraph cut into lines as wide as the column, the first one shorter by the indent."""
    lines, line, room = [], "", width - indent * size
    for character in paragraph:
        if breadth(line + character, size) > room:
            lines.append(line)
            line, room = "", width
        line += character
    return [*lines, line]


def prose(report: Sequence[str], size: float = 14, indent: float = 2, gap: float = 0, running: str = "", numbers: str = "— {} —") -> bytes:
    """A report set in lines over as many pages as it takes: title centred, first lines indented, ``gap`` between paragraphs."""
    pages, page, y, left, width = [], centred(80, report[0], size + 6), 120.0, 80.0, 30 * size
    for paragraph in report[1:]:
        for i, line in enumerate(lines_of(paragraph, width, size, indent)):
            if y > HEIGHT - 100:
                pages.append(page)
                page, y = "", 80.0
            page += words(left + (indent * size if i == 0 else 0), y, line, size)
            y += 1.8 * size
        y += gap
    pages.append(page)
    head = centred(40, running, 9) if running else ""
    return pdf([head + p + (centred(HEIGHT - 40, numbers.format(n), 9) if numbers else "") for n, p in enumerate(pages, 1)])


def grid(
    rows: Sequence[Sequence[str]], edges: Sequence[float], top: float, height: float = 30, size: float = 9, uprights: bool = True
) -> str:
    """A ruled table; a cell may hold line ends; ``^`` goes on from the cell above, ``<`` from the one at its left."""
    drawn = ""
    for r, row in enumerate(rows):
        y = top + r * height
        for c, text in enumerate(row):
            if text != "^":
                drawn += rule(edges[c], y, edges[c + 1], y)
            if text != "<" and uprights:
                drawn += rule(edges[c], y, edges[c], y + height)
            if text not in ("^", "<"):
                drawn += "".join(words(edges[c] + 3, y + 12 + i * (size + 3), t, size) for i, t in enumerate(text.split("\n")))
        if uprights:
            drawn += rule(edges[-1], y, edges[-1], y + height)
    return drawn + rule(edges[0], top + len(rows) * height, edges[-1], top + len(rows) * height)


def stream(data: bytes, extra: bytes = b"", packed: bool = False) -> bytes:
    if packed:
        data, extra = zlib.compress(data, 9), extra + b"/Filter/FlateDecode"
    return b"<</Length %d%s>>stream\n" % (len(data), extra) + data + b"\nendstream"


def pdf(pages: Sequence[str | bytes], more: Mapping[int, bytes] | None = None, page_extra: bytes = b"", packed: bool = False) -> bytes:
    """A file of these pages' drawing instructions. Objects 1 to 9 are its own, ``more`` adds or replaces objects."""
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 5: _FONT["font"], 6: _FONT["descendant"], 7: _FONT["descriptor"]}
    kids = []
    for i, content in enumerate(pages):
        number = 100 + 2 * i
        kids.append(b"%d 0 R" % number)
        objects[number] = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R" % (WIDTH, HEIGHT, number + 1)
        objects[number] += b"/Resources<</Font<</F1 5 0 R>>%s>>>>" % page_extra
        objects[number + 1] = stream(content.encode() if isinstance(content, str) else content, packed=packed)
    objects[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    return of_objects(objects | dict(more or {}))


def of_objects(objects: Mapping[int, bytes], trailer: bytes = b"") -> bytes:
    parts, places, at = [b"%PDF-1.5\n"], {}, 9
    for number, content in sorted(objects.items()):
        places[number] = at
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content))
        at += len(parts[-1])
    size = max(objects) + 1
    entries = b"".join(b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(size))
    end = b"xref\n0 %d\n%strailer\n<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF\n" % (size, entries, size, trailer, at)
    return b"".join(parts) + end
