"""The readers of the formats, imported where they are needed: plain text starts without the libraries of the others."""

from __future__ import annotations

from pipelines.reports.document.model import Document


def read_here(kind: str, data: bytes, filename: str, charset: str | None = None) -> Document:
    """The document by the reader of ``kind``, in this process. Raises ReportRefused."""
    if kind == "html":
        from pipelines.reports.document.html import html_document

        return html_document(data, filename, charset)
    if kind == "docx":
        from pipelines.reports.document.docx import docx_document

        return docx_document(data, filename)
    if kind == "pdf":
        from pipelines.reports.document.pdf import pdf_document

        return pdf_document(data, filename)
    if kind == "xlsx":
        from pipelines.reports.document.xlsx import xlsx_document

        return xlsx_document(data, filename)
    from pipelines.reports.document.plain import plain_document

    return plain_document(data, filename, charset)
