"""Files made to exhaust their reader. ``python hostile_files.py NAME`` reads one in this process, within two gigabytes.

The bombs are bombs at full size; where only the processor time stops a file, that bound is lowered so that the suite stays short.
"""

from __future__ import annotations

import io
import json
import resource
import subprocess
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
MEMORY = 2 << 30
TIMEOUT = 60
# Seconds of processor time instead of 40. What nothing else stops gets 2; what is read in one second gets 8, and took a minute once.
SECONDS = {
    "300,000 attributes.html": 2, "90,000 options.html": 2, "a font of 4 billion letters.pdf": 2, "drawings that draw drawings.pdf": 2,
    "an object that is another.pdf": 2, "blanks.pdf": 2,
    "a class of 9 MB.html": 4, "a style sheet without end.html": 8, "comments in a style sheet.html": 8, "media in a style sheet.html": 8,
    "selectors in a style sheet.html": 8, "blanks in a title.html": 8, "inputs that never end.html": 8, "3,000 lists of 3,000 levels.docx": 8,
}  # fmt: skip
SECRET = "/etc/passwd"
ITEM = "新增学位3000个，改造老旧小区15个。"

sys.path[:0] = [str(HERE), str(HERE.parents[1])]

from print_files import of_objects, pdf, rule, stream, words
from sheet_files import MAIN
from sheet_files import of_xml as sheet
from word_files import NAMES, with_parts
from word_files import of_xml as word

P = f"<w:p><w:r><w:t>{ITEM}</w:t></w:r></w:p>"
ENTITY = f'<!DOCTYPE d [<!ENTITY x SYSTEM "file://{SECRET}">]>'
LAUGHS = "<!DOCTYPE d [<!ENTITY x0 '哈哈哈哈'>" + "".join(f"<!ENTITY x{n} '&x{n - 1};&x{n - 1};'>" for n in range(1, 31)) + "]>"
CELL = '<row r="1"><c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1"><v>1</v></c></row>'


def archive(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression, compresslevel=1) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return target.getvalue()


def many(count: int) -> bytes:
    return archive({f"{n}": b"" for n in range(count)}, zipfile.ZIP_STORED)


def body(inner: str, before: str = "") -> str:
    return f"{before}<w:document {NAMES}><w:body>{inner}</w:body></w:document>"


def half_noise(size: int) -> bytes:
    """Bytes that shrink to about a hundredth, as a bomb does that keeps under the bound on the ratio."""
    noise = b"".join(zlib.crc32(n.to_bytes(4, "big")).to_bytes(4, "big") for n in range(256))
    return (noise + b" " * (100 * 1024)) * (size // (101 * 1024))


def cells(rows: int, columns: str) -> str:
    return "".join(f'<row r="{r}">{"".join(f"<c r={c + str(r)!r}><v>1</v></c>" for c in columns)}</row>' for r in range(1, rows + 1))


def forms(depth: int, each: int) -> bytes:
    """Drawings that draw the next one ``each`` times."""
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N %d 0 R>>>>"
    more = {9000 + n: stream(b"/N Do " * each, form % (9001 + n)) for n in range(depth)}
    more[9000 + depth] = stream(b"q Q", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return pdf([words(80, 100, ITEM) + "/N Do"], more, b"/XObject<</N 9000 0 R>>")


def font(extra: bytes = b"", inner: bytes = b"", more: bytes = b"") -> bytes:
    top = b"<</Type/Font/Subtype/Type0/BaseFont/A/Encoding/Identity-H/DescendantFonts[6 0 R]%s>>" % extra
    low = b"<</Type/Font/Subtype/CIDFontType2/BaseFont/A/CIDSystemInfo<</Registry(A)/Ordering(I)/Supplement 0>>/FontDescriptor 7 0 R%s>>"
    return pdf(["BT /F1 12 Tf 80 700 Td <0001000200030004000500060007000800090010> Tj ET"], {5: top, 6: low % inner, 8: more or b"null"})


def packed_as(name: bytes, data: bytes) -> bytes:
    page = b"<</Length %d/Filter%s>>stream\n%s\nendstream" % (len(data), name, data)
    return pdf([""], {101: page})


CATALOGUE = {1: b"<</Type/Catalog/Pages 2 0 R>>"}

FILES: dict[str, Callable[[], bytes]] = {
    # pages
    "100,000 divs.html": lambda: b"<div>" * 100_000 + ITEM.encode(),
    "divs closed by other names.html": lambda: b"<div></x>" * 20_000 + ITEM.encode(),
    "100,000 tables.html": lambda: b"<table><tr><td>" * 100_000 + ITEM.encode(),
    "900 tables.html": lambda: b"<table><tr><td>" * 900 + ITEM.encode(),
    "110,000 lines.html": lambda: b"3000<br>" * 110_000,
    "100 MB.html": lambda: f"<p>{ITEM}</p>".encode() + b" " * 100_000_000,
    "40 MB.html": lambda: f"<p>{ITEM}</p>".encode() * 800_000,
    "a line of 9 MB.html": lambda: b"<p>" + ITEM.encode() * 150_000,
    "9 MB of blanks.html": lambda: b"<p>3000" + b" " * 9_000_000 + ITEM.encode() * 3,
    "colspan and rowspan.html": lambda: f"<table><tr><td colspan=1000000 rowspan=65534>{ITEM}</td><td>2</td></tr></table>".encode() * 9,
    "spans that add up.html": lambda: b"<table>" + b"<tr><td colspan=1000000 rowspan=65534>3</td><td>4</td></tr>" * 30 + b"</table>",
    "an attribute of 9 MB.html": lambda: b"<p title='" + b"a" * 9_000_000 + b"'>" + ITEM.encode() * 3,
    "a class of 9 MB.html": lambda: b"<p class='" + b"ab " * 3_000_000 + b"'>" + ITEM.encode() * 3,
    "300,000 attributes.html": lambda: b"<p " + b" ".join(b"a%d" % n for n in range(300_000)) + b">" + ITEM.encode(),
    "90,000 options.html": lambda: b"<p><select>" + b"<option>" * 90_000 + ITEM.encode(),
    "a style sheet without end.html": lambda: b"<style>none " + b"a" * 9_000_000 + b"</style>" + ITEM.encode() * 3,
    "comments in a style sheet.html": lambda: b"<style>none " + b"/* " * 3_000_000 + b"</style>" + ITEM.encode() * 3,
    "media in a style sheet.html": lambda: b"<style>none " + b"@media" * 1_500_000 + b"</style>" + ITEM.encode() * 3,
    "selectors in a style sheet.html": lambda: b"<style>" + b".a," * 1_000_000 + b".b{display:none}</style>" + ITEM.encode() * 3,
    "blanks in a title.html": lambda: b"<title>a" + b" " * 5_000_000 + b"b</title>" + ITEM.encode() * 3,
    "inputs that never end.html": lambda: b"<p>" + ITEM.encode() * 3 + b"<input" * 1_000_000,
    # Word
    "a part of 256 MB.docx": lambda: archive({"word/document.xml": b" " * (1 << 28)}),
    "parts that add up.docx": lambda: archive({"word/document.xml": b"<a/>"} | {f"word/{n}.xml": half_noise(45 << 20) for n in range(5)}),
    "a part of 80 MB.docx": lambda: archive({"word/document.xml": half_noise(80 << 20)}),
    "100,000 parts.zip": lambda: many(100_000),
    "archives in an archive.zip": lambda: archive({f"{n}.zip": archive({"a": b" " * (64 << 20)}) for n in range(2)}),
    "laughs.docx": lambda: with_parts({"word/document.xml": body("<w:p><w:r><w:t>&x30;</w:t></w:r></w:p>", LAUGHS)}),
    "entity.docx": lambda: with_parts({"word/document.xml": body(f"<w:p><w:r><w:t>&x;{ITEM}</w:t></w:r></w:p>", ENTITY)}),
    "entity in utf-16.docx": lambda: with_parts({"word/document.xml": body(f"<w:p><w:r><w:t>&x;{ITEM}</w:t></w:r></w:p>", f'<?xml version="1.0" encoding="utf-16"?>{ENTITY}').encode("utf-16")}),
    "entity in styles.docx": lambda: with_parts({"word/styles.xml": f"{ENTITY}<w:styles {NAMES}>&x;</w:styles>"}, of=word(P)),
    "3 million elements.docx": lambda: with_parts({"word/document.xml": body("<w:p/>" * 3_100_000)}, compression=zipfile.ZIP_STORED),
    "elements 100,000 deep.docx": lambda: with_parts({"word/document.xml": body("<w:sdt>" * 100_000)}, compression=zipfile.ZIP_STORED),
    "60 tables deep.docx": lambda: word(("<w:tbl><w:tr><w:tc/><w:tc>" + P) * 60 + "</w:tc></w:tr><w:tr><w:tc/><w:tc/></w:tr></w:tbl>" * 60),
    "grid spans.docx": lambda: word("<w:tbl>" + ('<w:tr><w:tc><w:tcPr><w:gridSpan w:val="999999"/></w:tcPr></w:tc><w:tc>' + P + "</w:tc></w:tr>") * 500 + "</w:tbl>"),
    "3,000 lists of 3,000 levels.docx": lambda: word(P, numbering=f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="1">' + '<w:lvl w:ilvl="0"/>' * 3000 + "</w:abstractNum>" + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/></w:num>' for n in range(3000)) + "</w:numbering>"),
    "a style based on itself.docx": lambda: word('<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr><w:r><w:t>3000</w:t></w:r></w:p>', styles=f'<w:styles {NAMES}><w:style w:styleId="a"><w:basedOn w:val="a"/></w:style></w:styles>'),
    # workbooks
    "dimension of a whole sheet.xlsx": lambda: sheet(CELL, '<dimension ref="A1:XFD1048576"/>'),
    "a cell in the last corner.xlsx": lambda: sheet(CELL + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "a merge of a whole sheet.xlsx": lambda: sheet(CELL, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    "a merge in small letters.xlsx": lambda: sheet(CELL, after='<mergeCells><mergeCell ref="a1:xfd1048576"/></mergeCells>'),
    "a link over a whole sheet.xlsx": lambda: sheet(CELL, after='<hyperlinks><hyperlink ref="A1:XFD1048576" location="x"/></hyperlinks>'),
    "300,000 cells.xlsx": lambda: sheet(cells(30_000, "ABCDEFGHIJ")),
    "sheets that are one part.xlsx": lambda: sheet(CELL, workbook=f'<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>' + "".join(f'<sheet name="a{n}" sheetId="{n}" r:id="rId1"/>' for n in range(1, 5000)) + "</sheets></workbook>"),
    "entity.xlsx": lambda: sheet(CELL, sharedStrings=f"{ENTITY}<sst {MAIN}><si><t>&x;</t></si></sst>"),
    "laughs.xlsx": lambda: sheet(CELL, sharedStrings=f"{LAUGHS}<sst {MAIN}><si><t>&x30;</t></si></sst>"),
    # PDF
    "a stream of 256 MB.pdf": lambda: packed_as(b"/FlateDecode", zlib.compress(b"q Q " * (1 << 26), 1)),
    "a stream under another name.pdf": lambda: packed_as(b"/Fl#61teDecode", zlib.compress(b"q Q " * (1 << 21), 1)),
    "a stream packed twice.pdf": lambda: packed_as(b"[/FlateDecode/FlateDecode]", zlib.compress(zlib.compress(b" " * (1 << 28), 1))),
    "run lengths.pdf": lambda: packed_as(b"/RunLengthDecode", b"\x81 " * 14_000_000 + b"\x80"),
    "51,000 letters.pdf": lambda: pdf(["BT /F1 1 Tf <" + "0061" * 51_000 + "> Tj ET"], packed=True),
    "5,000 rules.pdf": lambda: pdf([words(80, 100, ITEM) + "".join(rule(50, y / 7, 500, y / 7) for y in range(5000))]),
    "a font of 4 billion letters.pdf": lambda: font(b"/ToUnicode 8 0 R", more=stream(b"begincmap 1 beginbfrange <00000000> <ffffffff> <0000> endbfrange endcmap")),
    "a font of 2 billion widths.pdf": lambda: font(inner=b"/W[0 2000000000 500]"),
    "drawings that draw drawings.pdf": lambda: forms(10, 12),
    "drawings 3,000 deep.pdf": lambda: forms(3000, 1),
    "a page tree in a circle.pdf": lambda: of_objects(CATALOGUE | {2: b"<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>", 3: b"<</Type/Pages/Kids[2 0 R]>>"}),
    "an object that is another.pdf": lambda: of_objects(CATALOGUE | {2: b"3 0 R", 3: b"2 0 R"}),
    "400 pages.pdf": lambda: pdf([words(80, 100, ITEM)] * 400),
    "arrays 200,000 deep.pdf": lambda: of_objects({1: b"<</Type/Catalog/Pages 2 0 R/X " + b"[" * 200_000 + b"]" * 200_000 + b">>", 2: b"<</Type/Pages/Kids[]>>"}),
    "blanks.pdf": lambda: b"%PDF-1.4\n" + b" " * 20_000_000 + b"\n%%EOF",
    # text
    "60 MB.txt": lambda: ITEM.encode() * 1_200_000,
    "3 million letters.txt": lambda: ITEM.encode() * 170_000,
}  # fmt: skip


def attempt(name: str) -> subprocess.CompletedProcess[str]:
    """Reads a file in a process of its own."""
    return subprocess.run([sys.executable, __file__, name], capture_output=True, text=True, timeout=TIMEOUT, check=False)


def main(name: str) -> None:
    data = FILES[name]()
    from pipelines.reports.document import ReportRefused, limits, read_document

    limits.APART_SECONDS = SECONDS.get(name, limits.APART_SECONDS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    begun = time.monotonic()
    try:
        found = read_document(data, name)
        outcome = {"code": "read", "reason": "", "text": found.text[:500]}
    except ReportRefused as refused:
        outcome = {"code": refused.code, "reason": str(refused), "text": ""}
    print(json.dumps(outcome | {"seconds": time.monotonic() - begun, "size": len(data)}))


if __name__ == "__main__":
    main(sys.argv[1])
