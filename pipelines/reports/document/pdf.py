"""PDF files with a text layer: paragraphs by layout, ruled tables as tables, running headers and page numbers set aside."""

from __future__ import annotations

import io
import logging
import re
from itertools import groupby
from typing import Any

from pipelines.reports.document import limits
from pipelines.reports.document.composer import Composer
from pipelines.reports.document.model import Cell, Document, ReportRefused
from pipelines.reports.document.pdf_guard import refuse_unsafe_pdf
from pipelines.reports.document.pdf_page import joined_print, printed_page
from pipelines.reports.document.pdf_paragraphs import body_of, layout_of, paragraphs_of, running_lines
from pipelines.reports.document.pdf_print import PrintedLine, PrintedPage, PrintedTable
from pipelines.reports.document.pdf_tables import rejoined_tables

_OCR = "Recognise the text first, e.g. ocrmypdf -l chi_sim IN.pdf OUT.pdf, check the numbers against the image, and add the result"
_NEW = "Download it again, or open it in a PDF reader and print it into a new PDF"
_CODE = re.compile(r"\(cid:\d+\)")
_FEW_CHARACTERS = 10


def pdf_document(data: bytes, filename: str) -> Document:
    """The text layer of a PDF; raises ReportRefused."""
    refuse_unsafe_pdf(data, filename)
    pages = _pages(data, filename)
    running = running_lines(pages)
    body, repeated = rejoined_tables(body_of(pages, running))
    composer = Composer(filename)
    layout = layout_of([x for x in body if isinstance(x, PrintedLine)])
    for is_line, group in groupby(body, key=lambda x: isinstance(x, PrintedLine)):
        if is_line:
            for paragraph in paragraphs_of([x for x in group if isinstance(x, PrintedLine)], layout):
                composer.paragraphs(paragraph.text, paragraph.is_whole)
        else:
            for table in group:
                _write_table(composer, table)
    for line in sorted(running, key=lambda x: (x.page, x.top)):
        composer.set_aside(line.text)
    for words in [*repeated, *(p.turned for p in pages)]:
        composer.set_aside(words)
    return Document(composer.text, tuple(composer.blocks), "application/pdf", None, tuple(composer.furniture), _metadata(pages))


def _pages(data: bytes, filename: str) -> list[PrintedPage]:
    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font without a bounding box
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    pages: list[PrintedPage] = []
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            if len(pdf.pages) > limits.PDF_PAGES:
                raise ReportRefused(
                    "too_large", f"{filename}: {len(pdf.pages)} pages, more than {limits.PDF_PAGES}", "Give the pages of the report alone"
                )
            for number, page in enumerate(pdf.pages, 1):
                _refuse_long_instructions(page, number, filename)
                pages.append(printed_page(page, number, filename))
                page.close()
    except (ReportRefused, MemoryError):
        raise
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)):
            raise ReportRefused(
                "encrypted", f"{filename}: the PDF asks for a password", "Open it with the password and print it into a new PDF"
            ) from error
        if isinstance(cause, MemoryError):
            raise cause from error
        if isinstance(cause, RecursionError):
            raise _too_deep(filename) from error
        raise ReportRefused("truncated", f"{filename}: the PDF is damaged: {cause!r}", _NEW) from error
    except RecursionError as error:
        raise _too_deep(filename) from error
    except Exception as error:  # pdfminer meets damaged files with whatever its code runs into
        raise ReportRefused(
            "truncated", f"{filename}: the PDF is damaged: {type(error).__name__}: {error}", _NEW, f"page {len(pages) + 1}"
        ) from error
    _refuse_without_text(pages, filename)
    return pages


def _too_deep(filename: str) -> ReportRefused:
    return ReportRefused("hostile", f"{filename}: objects of the PDF are nested too deep", _NEW)


def _refuse_long_instructions(page: Any, number: int, filename: str) -> None:
    size = sum(len(stream.get_data()) for stream in page.page_obj.contents)
    if size > limits.PDF_PAGE_BYTES:
        raise ReportRefused(
            "hostile",
            f"{filename}: a page of {size} bytes of drawing",
            "Print the report into a new PDF without its drawings",
            f"page {number}",
        )


def _refuse_without_text(pages: list[PrintedPage], filename: str) -> None:
    if not pages:
        raise ReportRefused("truncated", f"{filename}: the PDF has no pages", _NEW)
    empty = [p.number for p in pages if p.character_count < _FEW_CHARACTERS]
    if len(empty) == len(pages) or (len(empty) * 2 > len(pages) and any(p.has_large_image for p in pages)):
        raise ReportRefused("scanned", f"{filename}: images without text on {len(empty)} of {len(pages)} pages", _OCR)
    words = "".join(x.text for p in pages for x in p.content if isinstance(x, PrintedLine))
    codes = len(_CODE.findall(words))
    if codes * 5 > max(len(words) - codes * 8, 1):
        raise ReportRefused("encoding", f"{filename}: its fonts do not say which characters they show ({codes} of them)", _OCR)


def _write_table(composer: Composer, table: PrintedLine | PrintedTable) -> None:
    if not isinstance(table, PrintedTable):
        return
    start = composer.at
    cells = []
    for cell in sorted(table.cells, key=lambda c: (c.row, c.column)):
        span = composer.cell(joined_print(cell.lines))
        cells.append(Cell(span.start, span.end, cell.row, cell.column, cell.row_span, cell.column_span))
    composer.table(start, cells, table.rows, len(table.edges) - 1)


def _metadata(pages: list[PrintedPage]) -> dict[str, str]:
    """The first lines in the largest type are the title. The file's own title is more often that of a template or a web page."""
    lines = [x for x in pages[0].content if isinstance(x, PrintedLine)]
    if not lines:
        return {}
    largest = max(x.size for x in lines)
    usual = sorted(x.size for x in lines)[(len(lines) - 1) // 2]
    title = "".join(x.text for x in lines if x.size > largest - 0.5) if largest > usual * 1.15 else ""
    empty = [str(p.number) for p in pages if p.character_count < _FEW_CHARACTERS and p.has_large_image]
    found = {"title": title[:200], "pages_without_text": " ".join(empty)}
    return {k: v for k, v in found.items() if v}
