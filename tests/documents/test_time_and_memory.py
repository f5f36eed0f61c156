"""Files made to exhaust their reader end in a refusal or in a document, within bounded time and memory, and open no door."""

from __future__ import annotations

import json
import subprocess
from concurrent.futures import Future

import pytest
from hostile_files import FILES, ITEM
from portal_pages import SHORT
from print_files import prose
from sheet_files import book, saved
from word_files import of_lines

from pipelines.reports import parse_report, to_label_format

EXPECTED = {
    "100,000 divs.html": ("hostile", "nested more than"),
    "divs closed by other names.html": ("hostile", "nested more than"),
    "100,000 tables.html": ("hostile", "nested more than"),
    "900 tables.html": ("hostile", "nested more than"),
    "110,000 lines.html": ("hostile", "tags, more than"),
    "100 MB.html": ("too_large", "bytes, more than"),
    "40 MB.html": ("too_large", "a page of"),
    "a line of 9 MB.html": ("too_large", "characters"),
    "9 MB of blanks.html": ("read", ""),
    "colspan and rowspan.html": ("read", ""),
    "spans that add up.html": ("hostile", "positions"),
    "an attribute of 9 MB.html": ("read", ""),
    "a class of 9 MB.html": ("read", ""),
    "300,000 attributes.html": ("hostile", "more than 2 s of processor time"),
    "90,000 options.html": ("hostile", "more than 2 s of processor time"),
    "a style sheet without end.html": ("read", ""),
    "comments in a style sheet.html": ("read", ""),
    "media in a style sheet.html": ("read", ""),
    "selectors in a style sheet.html": ("read", ""),
    "blanks in a title.html": ("read", ""),
    "inputs that never end.html": ("read", ""),
    "a part of 256 MB.docx": ("hostile", "unpacks from"),
    "parts that add up.docx": ("hostile", "unpacks to"),
    "a part of 80 MB.docx": ("hostile", "unpacks from"),
    "100,000 parts.zip": ("archive", "more than"),
    "archives in an archive.zip": ("archive", "ZIP archive of 2 files"),
    "laughs.docx": ("hostile", "declares entities"),
    "entity.docx": ("hostile", "declares entities"),
    "entity in utf-16.docx": ("hostile", "declares entities"),
    "entity in styles.docx": ("hostile", "declares entities"),
    "3 million elements.docx": ("hostile", "XML elements"),
    "elements 100,000 deep.docx": ("truncated", "damaged"),
    "60 tables deep.docx": ("read", ""),
    "grid spans.docx": ("hostile", "a table of"),
    "3,000 lists of 3,000 levels.docx": ("read", ""),
    "a style based on itself.docx": ("read", ""),
    "dimension of a whole sheet.xlsx": ("read", ""),
    "a cell in the last corner.xlsx": ("too_large", "rows or"),
    "a merge of a whole sheet.xlsx": ("hostile", "positions"),
    "a merge in small letters.xlsx": ("hostile", "positions"),
    "a link over a whole sheet.xlsx": ("hostile", "positions"),
    "300,000 cells.xlsx": ("too_large", "cells"),
    "sheets that are one part.xlsx": ("too_large", "sheets"),
    "entity.xlsx": ("hostile", "declares entities"),
    "laughs.xlsx": ("hostile", "declares entities"),
    "a stream of 256 MB.pdf": ("hostile", "streams unpack"),
    "a stream under another name.pdf": ("hostile", "bytes of drawing"),
    "a stream packed twice.pdf": ("hostile", "packed more than once"),
    "run lengths.pdf": ("hostile", "MB of memory"),
    "51,000 letters.pdf": ("hostile", "characters"),
    "5,000 rules.pdf": ("hostile", "drawn lines"),
    "a font of 4 billion letters.pdf": ("hostile", "more than 2 s of processor time"),
    "a font of 2 billion widths.pdf": ("hostile", "MB of memory"),
    "drawings that draw drawings.pdf": ("hostile", "more than 2 s of processor time"),
    "drawings 3,000 deep.pdf": ("hostile", "nested too deep"),
    "a page tree in a circle.pdf": ("truncated", "no pages"),
    "an object that is another.pdf": ("hostile", "more than 2 s of processor time"),
    "400 pages.pdf": ("too_large", "400 pages"),
    "arrays 200,000 deep.pdf": ("truncated", "no pages"),
    "blanks.pdf": ("hostile", "more than 2 s of processor time"),
    "60 MB.txt": ("too_large", "bytes, more than"),
    "3 million letters.txt": ("too_large", "characters, more than"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_hostile_file_is_refused_or_read_within_bounds(name, attempts: dict[str, Future[subprocess.CompletedProcess[str]]]):
    """Each in a process of two gigabytes and 60 seconds, begun with the first test: see conftest.py."""
    done = attempts[name].result()
    assert done.returncode == 0, done.stderr[-2000:]
    outcome = json.loads(done.stdout)
    code, reason = EXPECTED[name]
    assert (outcome["code"], reason in outcome["reason"]) == (code, True), outcome
    assert "root:" not in outcome["text"] + outcome["reason"]


def test_each_hostile_file_has_its_expected_end():
    assert list(EXPECTED) == list(FILES)


MARKUP = '2.新增<script>alert("x")</script>泊位25个&amp;=x。'


@pytest.mark.parametrize(
    ("data", "name"),
    [
        ("\n".join([*SHORT, f"6.{MARKUP[2:]}"]).encode(), "a.txt"),
        ("".join(f"<p>{x.replace('&', '&amp;').replace('<', '&lt;')}</p>" for x in [*SHORT, f"6.{MARKUP[2:]}"]).encode(), "a.html"),
        (of_lines([*SHORT, f"6.{MARKUP[2:]}"]), "a.docx"),
        (prose([*SHORT, f"6.{MARKUP[2:]}"]), "a.pdf"),
        (saved(book([["序号", "项目名称", "责任单位"], *([n, x.split(".")[1], "区教育局"] for n, x in enumerate(SHORT[1:], 1)), [6, MARKUP[2:], "区教育局"]], SHORT[0])), "a.xlsx"),
    ],
)  # fmt: skip
def test_markup_in_an_item_stays_text(data, name):
    found = to_label_format(parse_report(data, filename=name))
    assert found["items"][5]["commitment"] == MARKUP[2:]
    assert 'alert("x")' in found["items"][5]["commitment"]
    assert ITEM not in found["items"][5]["commitment"]
