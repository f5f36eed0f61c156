"""Every bound of limits.py: a document that keeps it is read, and is refused once the bound is lowered below what it holds."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from print_files import pdf, rule, stream, words
from reading import read, refusal
from sheet_files import book, saved
from word_files import of_lines, of_xml, with_parts

from pipelines.reports.document import ReportRefused, limits, read_document

LINE = "1.新增学位3000个，改造老旧小区15个。"
PAGE = f"<html><body><div><p>{LINE}</p><p>{LINE}</p></div></body></html>"
TABLE = "<table><tr><td rowspan=2 colspan=3>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
PRINT = [words(80, 100, LINE) + rule(80, 110, 300, 110) + rule(80, 130, 300, 130)]
IMAGE = stream(b"\0" * 5000, b"/Type/XObject/Subtype/Image/Width 100/Height 50/ColorSpace/DeviceGray/BitsPerComponent 8", packed=True)


def sheets(count: int) -> bytes:
    made = book([["甲", "乙"], ["丙", "丁"]])
    for n in range(count - 1):
        made.create_sheet(f"{n}")
    return saved(made)


def merged() -> bytes:
    made = book([["甲", "乙"], ["丙", "丁"]])
    made.active.merge_cells("A1:C9")
    return saved(made)


BOUNDS = [
    ("FILE_BYTES", 20, LINE.encode(), "a.txt", "too_large"),
    ("TEXT_BYTES", 20, LINE.encode(), "a.txt", "too_large"),
    ("TEXT_BYTES", 20, PAGE.encode(), "a.html", "too_large"),
    ("TEXT_CHARACTERS", 10, LINE.encode(), "a.txt", "too_large"),
    ("TEXT_CHARACTERS", 10, PAGE.encode(), "a.html", "too_large"),
    ("TEXT_CHARACTERS", 10, of_lines([LINE]), "a.docx", "too_large"),
    ("HTML_TAGS", 3, PAGE.encode(), "a.html", "hostile"),
    ("HTML_DEPTH", 1, PAGE.encode(), "a.html", "hostile"),
    ("HTML_DEPTH", 4, b"<div></x><div></x><div></x><div></x><div></x>" + LINE.encode(), "a.html", "hostile"),
    ("TABLE_POSITIONS", 8, TABLE.encode(), "a.html", "hostile"),
    ("TABLE_POSITIONS", 3, of_xml(f"<w:tbl>{'<w:tr><w:tc/><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr>' * 2}</w:tbl>"), "a.docx", "hostile"),
    ("TABLE_POSITIONS", 26, merged(), "a.xlsx", "hostile"),
    ("ZIP_ENTRIES", 5, of_lines([LINE]), "a.docx", "archive"),
    ("ZIP_BYTES", 9000, of_lines([LINE]), "a.docx", "hostile"),
    ("ZIP_ENTRY_BYTES", 900, of_lines([LINE]), "a.docx", "hostile"),
    ("ZIP_FREE_BYTES", 100, of_lines([LINE] * 9000), "a.docx", "hostile"),
    ("XML_ELEMENTS", 3, of_lines([LINE]), "a.docx", "hostile"),
    ("PDF_PAGES", 1, pdf(PRINT * 2), "a.pdf", "too_large"),
    ("PDF_STREAM_BYTES", 50, pdf(PRINT, packed=True), "a.pdf", "hostile"),
    ("PDF_IMAGE_BYTES", 4999, pdf(PRINT, {8: IMAGE}), "a.pdf", "hostile"),
    ("PDF_PAGE_BYTES", 50, pdf(PRINT), "a.pdf", "hostile"),
    ("PDF_PAGE_CHARACTERS", 10, pdf(PRINT), "a.pdf", "hostile"),
    ("PDF_PAGE_RULES", 1, pdf(PRINT), "a.pdf", "hostile"),
    ("SHEET_ROWS", 1, sheets(1), "a.xlsx", "too_large"),
    ("SHEET_COLUMNS", 1, sheets(1), "a.xlsx", "too_large"),
    ("SHEETS", 2, sheets(3), "a.xlsx", "too_large"),
    ("SHEET_CELLS", 2, sheets(1), "a.xlsx", "too_large"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "bound", "data", "filename", "code"), BOUNDS, ids=[f"{b[0]}-{b[3]}-{b[1]}" for b in BOUNDS])
def test_a_bound_refuses_what_is_beyond_it(name, bound, data, filename, code, monkeypatch):
    read(data, filename)
    monkeypatch.setattr(limits, name, bound)
    with pytest.raises(ReportRefused) as refused:
        if name == "FILE_BYTES":
            read_document(data, filename)
        read(data, filename)
    assert refused.value.code == code


def test_a_part_may_not_be_one_of_too_many_even_behind_the_first_look(monkeypatch):
    from pipelines.reports.document.zip_parts import Parts

    monkeypatch.setattr(limits, "ZIP_ENTRIES", 5)
    with pytest.raises(ReportRefused) as refused:
        Parts(of_lines([LINE]), "a.docx")
    assert refused.value.code == "hostile"


def test_a_large_part_may_not_shrink_to_nothing(monkeypatch):
    document = of_lines(f"{n * n}.{LINE}" for n in range(300))
    monkeypatch.setattr(limits, "ZIP_FREE_BYTES", 100)
    read(document, "a.docx")
    monkeypatch.setattr(limits, "ZIP_RATIO", 2)
    with pytest.raises(ReportRefused) as refused:
        read(document, "a.docx")
    assert refused.value.code == "hostile"


def test_a_column_span_is_cut(monkeypatch):
    monkeypatch.setattr(limits, "COLUMN_SPAN", 2)
    (table,) = read(TABLE, "a.html").blocks
    assert table.column_count == 4


APART = {"a.pdf": pdf(PRINT), "a.docx": of_lines([LINE]), "a.xlsx": sheets(1), "a.html": PAGE.encode()}


@pytest.mark.parametrize("name", APART)
def test_a_process_of_its_own_gets_no_more_time_than_its_share(name, monkeypatch):
    """PDF and Office files always, pages from PAGE_BYTES on."""
    monkeypatch.setattr(limits, "PAGE_BYTES", 10)
    assert read_document(APART[name], name) == read(APART[name], name)
    monkeypatch.setattr(limits, "APART_SECONDS", 0)
    refused = refusal(APART[name], name)
    assert (refused.code, "more than 0 s of processor time" in refused.reason) == ("hostile", True)


def test_a_process_of_its_own_gets_no_more_memory_than_its_share(monkeypatch):
    page = PAGE.replace(LINE, f"{LINE}<p>" * 20_000).encode()
    assert read_document(page, "a.html").blocks
    monkeypatch.setattr(limits, "APART_BYTES", 60 << 20)
    refused = refusal(page, "a.html")
    assert (refused.code, "60 MB of memory" in refused.reason) == ("hostile", True)


def test_every_bound_is_tested_here():
    tested = {b[0] for b in BOUNDS} | {"COLUMN_SPAN", "ZIP_RATIO", "PAGE_BYTES", "APART_BYTES", "APART_SECONDS"}
    assert tested == {name for name in vars(limits) if name.isupper()}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda d: d.replace(b"/FlateDecode", b"[/FlateDecode/FlateDecode]"), "hostile"),
        (lambda d: d.replace(b"/FlateDecode", b"[/FlateDecode /RunLengthDecode]"), "hostile"),
        (lambda d: d.replace(b"%%EOF", b""), "truncated"),
    ],
)
def test_a_pdf_that_packs_twice_or_has_no_end_is_refused(change, code):
    assert refusal(change(pdf(PRINT, packed=True)), "a.pdf").code == code


def test_an_entry_that_unpacks_to_more_than_it_says_is_damaged():
    """Its directory says 100 bytes; what comes after these is not unpacked."""
    document = of_xml(f"<w:p><w:r><w:t>{LINE * 100}</w:t></w:r></w:p>")
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        size = archive.getinfo("word/document.xml").file_size
    changed = bytearray(document)
    entry = changed.rfind(b"PK\x01\x02", 0, changed.rfind(b"word/document.xml"))
    assert int.from_bytes(changed[entry + 24 : entry + 28], "little") == size
    changed[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    assert refusal(bytes(changed), "a.docx").code == "truncated"


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_a_part_that_declares_a_document_type_is_refused(part, encoding):
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE d><w:document xmlns:w="w"><w:body/></w:document>'
    assert refusal(with_parts({part: declared.encode(encoding)}), "a.docx").code == "hostile"


def test_images_are_counted_apart_and_streams_together(monkeypatch):
    monkeypatch.setattr(limits, "PDF_STREAM_BYTES", 4000)
    read(pdf(PRINT, {8: IMAGE}), "a.pdf")
    data = {n: stream(bytes([n]) * 1500, packed=True) for n in (10, 11, 12)}
    with pytest.raises(ReportRefused) as refused:
        read(pdf(PRINT, data), "a.pdf")
    assert refused.value.code == "hostile"
    assert len(zlib.compress(b"a" * 1500)) < 100
