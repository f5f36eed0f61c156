"""Lines of print to paragraphs, by where lines begin and end; running headers and page numbers set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.reports.document.pdf_page import PrintedLine, PrintedPage, PrintedTable, joined_print

_PAGE_NUMBER = re.compile(
    r"[-—–―·•.\s]*\d{1,4}[-—–―·•.\s]*|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}|(?:page|p\.)\s*\d{1,4}.{0,10}", re.IGNORECASE
)
_MARGIN = 0.12
_FEW_PAGES = 2
_SAME_PLACE = 4.0


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph; ``is_whole`` where the layout shows that it ends here."""

    text: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document sets paragraphs: where lines go on, and where full lines end; None where it does not show."""

    goes_on: float
    right: float


def running_lines(pages: Sequence[PrintedPage]) -> frozenset[PrintedLine]:
    """Lines in the margins that come back from page to page, and page numbers."""
    margins = [line for page in pages for line in page.content if isinstance(line, PrintedLine) and _in_margin(line, page.height)]
    seen = Counter((key, page) for key, page in {(_key(line), line.page) for line in margins})
    repeats = Counter(key for key, _ in seen)
    needed = max(_FEW_PAGES, 0.3 * len(pages))
    return frozenset(line for line in margins if repeats[_key(line)] >= needed or _PAGE_NUMBER.fullmatch(line.text))


def _in_margin(line: PrintedLine, height: float) -> bool:
    return line.top < _MARGIN * height or line.bottom > (1 - _MARGIN) * height


def _key(line: PrintedLine) -> tuple[str, int]:
    return re.sub(r"\d+", "#", re.sub(r"\s+", "", line.text)), round(line.top / _SAME_PLACE)


def layout_of(lines: Sequence[PrintedLine]) -> Layout | None:
    """The layout of running text, None where first lines begin at the same place as others: then nothing tells them apart."""
    if len(lines) < 4:
        return None
    size = Counter(round(x.size) for x in lines).most_common(1)[0][0]
    body = [x for x in lines if abs(x.size - size) <= 1]
    rights = Counter(round(x.right / size) for x in body)
    right = max((r for r, n in rights.items() if n >= 2), default=0) * size
    after_full, after_short = Counter[int](), Counter[int]()
    for before, line in pairwise(body):
        (after_full if _is_full(before, right) else after_short)[round(line.left)] += 1
    if not after_full or not after_short:
        return None
    goes_on = after_full.most_common(1)[0]
    begins = after_short.most_common(1)[0][0]
    if goes_on[1] < 2 or abs(goes_on[0] - begins) < 0.6 * size:
        return None
    return Layout(goes_on[0], right)


def _is_full(line: PrintedLine, right: float) -> bool:
    # Up to two characters short: a mark that may not begin a line, or a number kept whole, moves on to the next.
    return line.right >= right - 2.6 * line.size


def paragraphs_of(lines: Sequence[PrintedLine], layout: Layout | None) -> list[PrintedParagraph]:
    """Paragraphs of lines that follow one another; without a layout each line stands for itself."""
    if layout is None:
        return [PrintedParagraph(line.text, is_whole=False) for line in lines]
    groups: list[list[PrintedLine]] = []
    for line in lines:
        before = groups[-1][-1] if groups else None
        goes_on = (
            before is not None
            and _is_full(before, layout.right)
            and abs(line.left - layout.goes_on) < 0.5 * line.size
            and abs(line.size - before.size) <= 1
        )
        if goes_on:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [PrintedParagraph(joined_print([x.text for x in group]), is_whole=True) for group in groups]


def body_of(pages: Sequence[PrintedPage], running: frozenset[PrintedLine]) -> list[PrintedLine | PrintedTable]:
    """What the pages hold without running lines, in reading order."""
    return [x for page in pages for x in page.content if not (isinstance(x, PrintedLine) and x in running)]
