"""What a file is, by its content first and by its name where that leaves it open; formats that nobody reads here are refused by name."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Literal

from pipelines.reports.document import limits
from pipelines.reports.document.model import ReportRefused

Format = Literal["text", "html", "docx", "pdf", "xlsx"]

_TO_DOCX = "Open it in Word, WPS or LibreOffice and save it as .docx (soffice --headless --convert-to docx FILE)"
_TO_XLSX = "Open it in Excel, WPS or LibreOffice and save it as .xlsx (soffice --headless --convert-to xlsx FILE)"
_UNPACK = "Unpack it and add the report inside it"
_ARCHIVES = {
    b"Rar!\x1a\x07": "a RAR archive",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"MSCF": "a CAB archive",
}
_IMAGES = {
    b"\x89PNG\r\n": "a PNG image",
    b"\xff\xd8\xff": "a JPEG image",
    b"GIF8": "a GIF image",
    b"II*\x00": "a TIFF image",
    b"MM\x00*": "a TIFF image",
}
_MARKUP = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|table|div|p|span|section|article|h[1-6]|script|style|br|ul|ol|center|font|link)\b",
    re.IGNORECASE,
)
_LEADING = re.compile(rb"(?:\s|\xef\xbb\xbf|<!--.{0,4000}?-->|<\?xml[^>]{0,200}\?>)*", re.DOTALL)
_SCAN = "Recognise the text first, e.g. ocrmypdf -l chi_sim IN.pdf OUT.pdf, check the numbers against the image, and add the result"


def format_of(data: bytes, filename: str) -> Format:
    """Which reader a file needs. Raises ReportRefused ``archive``, ``unsupported_format``, ``encrypted``, ``truncated``."""
    for magic, name in _ARCHIVES.items():
        if data.startswith(magic):
            raise ReportRefused("archive", f"{filename}: {name}", _UNPACK)
    for magic, name in _IMAGES.items():
        if data.startswith(magic):
            raise ReportRefused("scanned", f"{filename}: {name}, no text", _SCAN)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise ReportRefused("scanned", f"{filename}: a WebP image, no text", _SCAN)
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        _refuse_ole(data, filename)
    if data.startswith(b"PK"):
        return _zip_format(data, filename)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    _refuse_text_of_programs(data, filename)
    return "html" if _is_html(data, filename) else "text"


def _refuse_ole(data: bytes, filename: str) -> None:
    """The old container of Office and WPS, also around encrypted new files."""
    if "EncryptedPackage".encode("utf-16-le") in data or "EncryptionInfo".encode("utf-16-le") in data:
        raise ReportRefused("encrypted", f"{filename}: an Office file with a password", "Open it with the password and save it without")
    if "Workbook".encode("utf-16-le") in data or filename.lower().endswith((".xls", ".et")):
        raise ReportRefused("unsupported_format", f"{filename}: an old Excel or WPS table (.xls, .et)", _TO_XLSX)
    raise ReportRefused("unsupported_format", f"{filename}: an old Word or WPS document (.doc, .wps)", _TO_DOCX)


def _zip_format(data: bytes, filename: str) -> Format:
    if data.count(b"PK\x01\x02") > limits.ZIP_ENTRIES:
        raise ReportRefused("archive", f"{filename}: a ZIP archive of more than {limits.ZIP_ENTRIES} files", _UNPACK)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise ReportRefused("truncated", f"{filename}: the file is cut off or damaged: {error}", "Download it again") from error
    if "word/document.xml" in names:
        return "docx"
    if any(re.fullmatch(r"xl/workbook\.(?:xml|bin)", n) for n in names):
        if "xl/workbook.bin" in names:
            raise ReportRefused("unsupported_format", f"{filename}: a binary Excel workbook (.xlsb)", _TO_XLSX)
        return "xlsx"
    if "OFD.xml" in names:
        raise ReportRefused(
            "unsupported_format", f"{filename}: an OFD document", "Open it in an OFD reader (WPS, 数科, 福昕) and export it as PDF"
        )
    if "[Content_Types].xml" in names and any(n.startswith("ppt/") for n in names):
        raise ReportRefused("unsupported_format", f"{filename}: a presentation", "Save its text as .docx or .txt")
    if "content.xml" in names and "mimetype" in names:
        raise ReportRefused("unsupported_format", f"{filename}: an OpenDocument file", f"{_TO_DOCX}; tables as .xlsx")
    if any(n.startswith("word/") for n in names):
        return "docx"
    raise ReportRefused("archive", f"{filename}: a ZIP archive of {len(names)} files", _UNPACK)


def _refuse_text_of_programs(data: bytes, filename: str) -> None:
    head = data[:2048].lstrip()
    if head.startswith(b"{\\rtf"):
        raise ReportRefused("unsupported_format", f"{filename}: an RTF document", _TO_DOCX)
    if (
        re.match(rb"(?:from|mime-version|subject|date|content-type|snapshot-content-location)\s*:", head, re.IGNORECASE)
        and b"multipart/" in head
    ):
        raise ReportRefused(
            "unsupported_format", f"{filename}: a web archive (.mht, .mhtml)", "Open it in a browser and save it as web page, HTML only"
        )
    if b'progid="Word.Document"' in head or b"pkg:package" in head:
        raise ReportRefused("unsupported_format", f"{filename}: Word XML", _TO_DOCX)
    if b'progid="Excel.Sheet"' in head:
        raise ReportRefused("unsupported_format", f"{filename}: Excel XML", _TO_XLSX)


def _is_html(data: bytes, filename: str) -> bool:
    is_utf16 = data[:2] in (b"\xff\xfe", b"\xfe\xff")
    head = data[:8192].decode("utf-16", "ignore").encode("utf-8", "ignore") if is_utf16 else data[:65536]
    first = _LEADING.match(head)
    begins = _MARKUP.match(head, first.end() if first else 0)
    named = filename.lower().rsplit("?", 1)[0].endswith((".html", ".htm", ".shtml", ".xhtml", ".jsp", ".asp", ".aspx", ".php", ".mht"))
    return bool(begins) or (named and _MARKUP.search(head) is not None)
