"""From a file's bytes to a Document: what it is by content, then the reader of that format."""

from __future__ import annotations

from pipelines.reports.document import limits
from pipelines.reports.document.apart import read_apart
from pipelines.reports.document.model import Document, ReportRefused
from pipelines.reports.document.readers import read_here
from pipelines.reports.document.sniff import format_of


def read_document(data: bytes, filename: str, charset: str | None = None) -> Document:
    """The document in ``data``. ``filename`` decides only where the content does not, ``charset`` (what a server said) goes before the page's own.

    Raises ReportRefused, whose reason names the file.
    """
    try:
        return _document(data, filename, charset)
    except ReportRefused as refused:
        if refused.reason.startswith(filename):
            raise
        raise ReportRefused(refused.code, f"{filename}: {refused.reason}", refused.remedy, refused.place) from refused


def _document(data: bytes, filename: str, charset: str | None) -> Document:
    if not data.strip(b" \t\r\n\0"):
        raise ReportRefused("empty", f"{filename}: the file is empty", "Get it from its source again")
    if len(data) > limits.FILE_BYTES:
        raise ReportRefused(
            "too_large", f"{filename}: {len(data)} bytes, more than {limits.FILE_BYTES}", "Give the report alone, without images"
        )
    kind = format_of(data, filename)
    if kind in ("docx", "xlsx", "pdf") or (kind == "html" and len(data) > limits.PAGE_BYTES):
        return read_apart(kind, data, filename, charset)
    return read_here(kind, data, filename, charset)
