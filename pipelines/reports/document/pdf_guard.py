"""What a PDF must pass before it is parsed: complete, and nothing in it that unpacks without bound."""

from __future__ import annotations

import re
import zlib

from pipelines.reports.document import limits
from pipelines.reports.document.model import ReportRefused

_STREAM = re.compile(rb"stream\r?\n")
_PACKERS = re.compile(rb"/(?:FlateDecode|Fl|LZWDecode|LZW|RunLengthDecode|RL)\b")
_DICTIONARY = 2_000
_CHUNK = 1 << 20


def refuse_unsafe_pdf(data: bytes, filename: str) -> None:
    """Raises ReportRefused ``truncated`` or ``hostile``."""
    if b"%%EOF" not in data[-4096:]:
        raise ReportRefused(
            "truncated", f"{filename}: the PDF ends before its end mark, it is cut off", "Download it again", f"byte {len(data)}"
        )
    plain = images = 0
    for match in _STREAM.finditer(data):
        if data[match.start() - 3 : match.start()] == b"end":
            continue
        head = data[max(0, match.start() - _DICTIONARY) : match.start()]
        head = head[head.rfind(b" obj") + 1 :]
        if len(_PACKERS.findall(head)) > 1:
            raise ReportRefused(
                "hostile", f"{filename}: a stream packed more than once", "Print the PDF into a new one", f"byte {match.start()}"
            )
        if not _PACKERS.search(head):
            continue
        is_image = re.search(rb"/Subtype\s*/Image\b", head) is not None
        room = limits.PDF_IMAGE_BYTES - images if is_image else limits.PDF_STREAM_BYTES - plain
        size = _unpacked_size(data, match.end(), room)
        if size > room:
            raise ReportRefused(
                "hostile",
                f"{filename}: its streams unpack to more than {_bound(is_image)} bytes",
                "Print the PDF into a new one",
                f"byte {match.start()}",
            )
        images, plain = (images + size, plain) if is_image else (images, plain + size)


def _bound(is_image: bool) -> int:
    return limits.PDF_IMAGE_BYTES if is_image else limits.PDF_STREAM_BYTES


def _unpacked_size(data: bytes, start: int, room: int) -> int:
    """What a deflated stream holds, counted without keeping it; 0 where it is packed otherwise."""
    inflate = zlib.decompressobj()
    size, at = 0, start
    try:
        while not inflate.eof and at < len(data) and size <= room:
            rest = inflate.unconsumed_tail
            if not rest:
                rest = data[at : at + _CHUNK]
                at += len(rest)
            size += len(inflate.decompress(rest, _CHUNK))
    except zlib.error:
        return size
    return size
