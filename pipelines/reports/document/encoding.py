"""Bytes to characters, strictly: a file that does not decode without loss is refused with the byte where it stops.

Order: byte order mark, charset that the document declares, UTF-8, GB18030 (which contains GB2312 and GBK). The answer is checked against
what Chinese text looks like, because nearly any bytes are valid GB18030.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from pipelines.reports.document.model import ReportRefused

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with the same two bytes
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# What pages declare, and what their bytes are: a page that claims gb2312 uses characters of GBK and GB18030.
_DECLARED = {
    "utf-8": "utf-8",
    "utf8": "utf-8",
    "gb2312": "gb18030",
    "gb_2312-80": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "cp936": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_WORDS = re.compile(r"[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\ue000-\uf8ff]+")
# ASCII, marks of Latin-1 (its letters are what UTF-8 read as Latin looks like), Greek, punctuation to shapes, CJK marks and kana, Han,
# private use (GB18030 keeps old glyphs there), compatibility and full-width forms, Han beyond the first plane.
_EXPECTED = (
    r"\x09-\x0d\x20-\x7e\x85\xa0-\xbf×÷\u0391-\u03c9\u2000-\u2bff"
    r"\u2e80-\u31ff\u3200-\u4dbf\u4e00-\u9fff\ue000-\uf8ff\uf900-\ufaff\ufe10-\ufe6f\ufeff-\uffef\U00020000-\U0003ffff"
)
_UNEXPECTED = re.compile(f"[^{_EXPECTED}]+")
# Mirrors leave the reading of a character behind it: 項(xiàng)目.
_READING = re.compile(r"(?<=[\u4e00-\u9fff])[(（][a-zü]{0,5}[\u00e0-\u00fc\u0101-\u01dc][a-zü]{0,4}[)）]")
_THREE_BYTES = re.compile(rb"[\xe3-\xe9][\x80-\xbf]{2}")

# Lead bytes of GB2312 outside B0 to D7, where its first level stands.
_NOT_FIRST_LEVEL = bytes(b for b in range(256) if not 0xB0 <= b <= 0xD7)

_REMEDY = "Save the file again as UTF-8 from the program that wrote it, or get it from its source again"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A decoded text, its encoding, and the charset that the document had declared where that was another."""

    text: str
    encoding: str
    overruled: str | None = None


def decoded_text(data: bytes, declared: str | None = None) -> Decoded:
    """The text of ``data``; raises ReportRefused ``encoding`` with the byte position where it does not decode."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_sound(_strict(data, encoding, len(mark)), encoding), encoding)
    name = (declared or "").strip().strip("\"'").lower()
    wanted = _DECLARED.get(name)
    encoding = _encoding_of(data, wanted)
    return Decoded(_sound(_strict(data, encoding), encoding), encoding, name if name and wanted != encoding else None)


def _encoding_of(data: bytes, wanted: str | None) -> str:
    """UTF-8 if the bytes are: sequences of three that all fit do not come about by chance, whatever the page declares."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        # GB18030 stops being UTF-8 within its first words; a file that stops later is UTF-8 with a broken place.
        if len(_THREE_BYTES.findall(data, 0, error.start)) >= 20:
            return "utf-8"
        return wanted if wanted and wanted != "utf-8" else "gb18030"
    if wanted and wanted != "utf-8" and not _THREE_BYTES.search(data):
        return wanted  # a few stray characters: both readings are possible, the page decides
    return "utf-8"


def _strict(data: bytes, encoding: str, skip: int = 0) -> str:
    try:
        return (data[skip:] if skip else data).decode(encoding)
    except UnicodeDecodeError as error:
        at = error.start + skip
        shown = data[at : at + 4].hex(" ")
        if "unexpected end" in error.reason or "truncated" in error.reason or "incomplete" in error.reason:
            raise ReportRefused(
                "truncated", f"the text ends in the middle of a character of {encoding}", _REMEDY, f"byte {at}: {shown}"
            ) from error
        raise ReportRefused("encoding", f"the text is not valid {encoding}", _REMEDY, f"byte {at}: {shown}") from error


def _sound(text: str, encoding: str) -> str:
    """The text, if it is text: refuses control characters, and characters that no Chinese document uses."""
    control = _CONTROL.search(text)
    if control:
        place = f"character {control.start()}: U+{ord(control.group()):04X}"
        raise ReportRefused("encoding", f"read as {encoding} the file holds control characters, so it is no text", _REMEDY, place)
    strange = sum(map(len, _UNEXPECTED.findall(_READING.sub("", text))))
    if strange * 20 > len(text):
        at, shown = next((m.start(), m.group()[:10]) for m in _UNEXPECTED.finditer(text))
        place = f"character {at}: {shown!r}"
        raise ReportRefused(
            "encoding", f"read as {encoding} the text is not Chinese but {strange} characters of other scripts", _REMEDY, place
        )
    if encoding == "gb18030":
        _refuse_rubbish(text)
    return text


def _refuse_rubbish(text: str) -> None:
    """Big5 or broken UTF-8 read as GB18030 gives rare characters; ordinary prose keeps to the 3,755 of GB2312's first level."""
    words = "".join(_WORDS.findall(text))
    common = words.encode("gb2312", "ignore")[::2].translate(None, _NOT_FIRST_LEVEL)
    if len(words) >= 20 and len(common) < len(words) * 0.5:
        share = 100 * len(common) // len(words)
        raise ReportRefused(
            "encoding", f"read as gb18030 only {share} % of the characters are common ones", _REMEDY, f"first characters: {words[:10]}"
        )
