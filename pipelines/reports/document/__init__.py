"""Stage one: bytes to one text with blocks that point into it. One module per format; nothing here knows what a report says."""

from pipelines.reports.document.model import Block, Cell, Document, Paragraph, ReportRefused, Span, Table
from pipelines.reports.document.read import read_document

__all__ = ["Block", "Cell", "Document", "Paragraph", "ReportRefused", "Span", "Table", "read_document"]
