"""From a file's bytes to a Document: what it is by content, then the reader of that format."""

from __future__ import annotations

from pipelines.reports.document import limits
from pipelines.reports.document.encoding import decoded_text
from pipelines.reports.document.model import Document, ReportRefused
from pipelines.reports.document.plain import plain_document


def read_document(data: bytes, filename: str) -> Document:
    """The document in ``data``. ``filename`` only helps to name the format. Raises ReportRefused."""
    if not data.strip():
        raise ReportRefused("empty", f"{filename}: the file is empty", "Get it from its source again")
    if len(data) > limits.FILE_BYTES:
        raise ReportRefused("too_large", f"{filename}: {len(data)} bytes, more than {limits.FILE_BYTES}", "Give the report alone, without its images")
    return plain_document(decoded_text(data))
