"""Bytes to characters: what a document says of its encoding, what it is, and where it does not decode."""

from __future__ import annotations

import codecs

import pytest
from reading import read, refusal, shown

WORDS = "1.新增学位3000个，改造老旧小区15个。"
TRADITIONAL = "新增學位三千個，改造老舊社區十五個，方便長者就醫與出行。"


def page(charset: str | None, words: str = WORDS) -> str:
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">' if charset else ""
    return f"<html><head>{declared}<title>公告</title></head><body><p>{words}</p></body></html>"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (WORDS.encode(), "utf-8"),
        (WORDS.encode("utf-8-sig"), "utf-8"),
        (WORDS.encode("gbk"), "gb18030"),
        (f"{WORDS}㐀𠮷".encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "utf-16-le"),
        (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-16-be"),
        (codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"), "utf-32-le"),
    ],
)
def test_text_is_decoded_by_its_mark_or_by_what_it_is(data, encoding):
    document = read(data, "report.txt")
    assert document.encoding == encoding
    assert document.text.startswith(WORDS)


@pytest.mark.parametrize(
    ("markup", "codec", "encoding", "overruled"),
    [
        (page("utf-8"), "utf-8", "utf-8", None),
        (page("gb2312"), "gb2312", "gb18030", None),
        (page("gb2312", f"{WORDS}朱镕基"), "gbk", "gb18030", None),  # 镕 is not in GB2312
        (page("gb2312", f"{WORDS}㐀"), "gb18030", "gb18030", None),
        (page("utf-8"), "gbk", "gb18030", "utf-8"),  # a page saved by an editor that does not look at its head
        (page("gbk"), "utf-8", "utf-8", "gbk"),
        (page(None), "gbk", "gb18030", None),
        (page("x-unheard-of"), "utf-8", "utf-8", "x-unheard-of"),
        (page("big5", TRADITIONAL), "big5", "big5hkscs", None),
        (page("gb2312"), "utf-16", "utf-16-le", None),
    ],
)
def test_a_page_is_decoded_by_its_bytes_where_its_head_is_wrong(markup, codec, encoding, overruled):
    document = read(markup.encode(codec))
    assert document.encoding == encoding
    assert document.metadata.get("declared_encoding") == overruled
    assert shown(document)[0] in markup


def test_a_server_is_believed_before_the_page():
    from pipelines.reports.document import read_document

    document = read_document(page("gb2312", TRADITIONAL).encode("big5"), "report.html", charset="big5")
    assert document.encoding == "big5hkscs"
    assert TRADITIONAL in document.text


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (WORDS.encode() * 4 + b"\xff" + WORDS.encode(), "encoding", f"byte {4 * len(WORDS.encode())}"),
        (WORDS.encode("gbk") * 3 + b"\xff\xff" + WORDS.encode("gbk"), "encoding", f"byte {3 * len(WORDS.encode('gbk'))}"),
        (WORDS.encode("gbk") + b"\xc7", "truncated", f"byte {len(WORDS.encode('gbk'))}"),
        (WORDS.encode() * 4 + "个".encode()[:2], "truncated", f"byte {4 * len(WORDS.encode())}"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le") + b"\x00\xd8\x31\x00", "encoding", f"byte {2 + 2 * len(WORDS)}"),
        (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le") + b"\x31", "truncated", f"byte {2 + 2 * len(WORDS)}"),
    ],
)
def test_what_does_not_decode_is_refused_with_the_byte(data, code, place):
    refused = refusal(data, "report.txt")
    assert refused.code == code
    assert refused.place is not None
    assert refused.place.startswith(f"{place}:")


@pytest.mark.parametrize(
    "data",
    [
        "Ångström à la façade, cur déçu; naïve rôle. ".encode("latin-1") * 20,
        bytes(range(256)) * 8,
        TRADITIONAL.encode("big5") * 3,  # plain text declares nothing, and as GB18030 it reads 穝糤
        WORDS.encode("utf-16-le") * 3,  # without its mark
        "Жизнь народа улучшилась. ".encode() * 20,
        WORDS.encode() * 9 + b"\x00\x01\x02",
    ],
)
def test_what_is_no_chinese_text_is_refused(data):
    assert refusal(data, "report.txt").code == "encoding"


def test_utf8_taken_for_latin_and_written_again_is_refused():
    assert refusal((WORDS * 3).encode().decode("latin-1").encode(), "report.txt").code == "encoding"
