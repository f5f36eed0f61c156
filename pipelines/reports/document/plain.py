"""Plain text: one paragraph per line that holds anything. Whether a line goes on is for the next stage to say."""

from __future__ import annotations

import re

from pipelines.reports.document import limits
from pipelines.reports.document.encoding import decoded_text
from pipelines.reports.document.model import Document, Paragraph, ReportRefused

# \f parts the pages of texts taken from PDF; the rest are the other line ends that Unicode knows.
_LINE = re.compile(r"[^\s\r\n\f\v\x85\u2028\u2029][^\r\n\f\v\x85\u2028\u2029]*")


def plain_document(data: bytes, filename: str, charset: str | None = None) -> Document:
    """The lines of a text as paragraphs, without the white space around them. Raises ReportRefused."""
    if len(data) > limits.TEXT_BYTES:
        raise ReportRefused("too_large", f"{filename}: a text of {len(data)} bytes, more than {limits.TEXT_BYTES}", "Give the report alone")
    decoded = decoded_text(data, charset)
    text = decoded.text
    if len(text) > limits.TEXT_CHARACTERS:
        raise ReportRefused("too_large", f"{filename}: {len(text)} characters, more than {limits.TEXT_CHARACTERS}", "Give the report alone")
    blocks = tuple(Paragraph(m.start(), m.start() + len(m.group().rstrip())) for m in _LINE.finditer(text))
    return Document(text, blocks, "text/plain", decoded.encoding)
