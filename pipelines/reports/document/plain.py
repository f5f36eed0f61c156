"""Plain text: one paragraph per line that holds anything. Whether a line goes on is for the next stage to say."""

from __future__ import annotations

import re

from pipelines.reports.document.encoding import Decoded
from pipelines.reports.document.model import Document, Paragraph

# \f parts the pages of texts taken from PDF; the rest are the other line ends that Unicode knows.
_LINE = re.compile(r"[^\s\r\n\f\v\x85\u2028\u2029][^\r\n\f\v\x85\u2028\u2029]*")


def plain_document(decoded: Decoded) -> Document:
    """The lines of a text as paragraphs, without the white space around them."""
    blocks = tuple(Paragraph(m.start(), m.start() + len(m.group().rstrip())) for m in _LINE.finditer(decoded.text))
    metadata = {"declared_encoding": decoded.overruled} if decoded.overruled else {}
    return Document(decoded.text, blocks, "text/plain", decoded.encoding, (), metadata)
