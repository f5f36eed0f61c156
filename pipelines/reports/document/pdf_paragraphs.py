"""Lines of print to paragraphs, by where lines begin and end; running headers and page numbers set aside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipelines.reports.document.numbering import OWN_NUMBER
from pipelines.reports.document.pdf_page import joined_print
from pipelines.reports.document.pdf_print import PrintedLine, PrintedPage, PrintedTable

_PAGE_NUMBER = re.compile(
    r"[-—–―·•.\s]*\d{1,4}[-—–―·•.\s]*|第\s*\d{1,4}\s*页.{0,12}|\d{1,4}\s*/\s*\d{1,4}|(?:page|p\.)\s*\d{1,4}.{0,10}", re.IGNORECASE
)
_MARGIN = 0.12
_FEW_PAGES = 2
_SAME_PLACE = 4.0
_LABEL = re.compile(r"[^\s：:，。；、]{2,10}[：:]")
_LARGER = 1.15
_CLOSED = re.compile(r"[。；;：:！？!?…）)】”]$")


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph; ``is_whole`` where the layout shows that it ends here."""

    text: str
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """How a document sets paragraphs: where full lines end, and how first lines differ from others.

    ``goes_on`` is where lines begin that are not first, ``pitch`` the distance of lines inside a paragraph; None where neither shows.
    """

    right: float
    goes_on: float | None = None
    pitch: float | None = None


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
    """The layout of running text, None where too little shows where full lines end."""
    if len(lines) < 4:
        return None
    size = Counter(round(x.size) for x in lines).most_common(1)[0][0]
    body = [x for x in lines if abs(x.size - size) <= 1]
    rights = Counter(round(x.right / size) for x in body)
    right = max((r for r, n in rights.items() if n >= 2), default=0) * size
    pairs = list(pairwise(body))
    after_full = Counter(round(b.left) for a, b in pairs if _is_full(a, right))
    after_short = Counter(round(b.left) for a, b in pairs if not _is_full(a, right))
    if not after_full or not after_short:
        return None
    goes_on, count = after_full.most_common(1)[0]
    if count < 2:
        return None
    if abs(goes_on - after_short.most_common(1)[0][0]) >= 0.6 * size:
        return Layout(right, goes_on=goes_on)
    inside = Counter(_pitch(a, b) for a, b in pairs if _is_full(a, right) and a.page == b.page)
    between = [_pitch(a, b) for a, b in pairs if not _is_full(a, right) and a.page == b.page]
    pitch = inside.most_common(1)[0][0] if inside else 0
    if pitch and between and sorted(between)[len(between) // 2] >= pitch + 0.2 * size:
        return Layout(right, pitch=pitch)
    return Layout(right)


def _pitch(above: PrintedLine, below: PrintedLine) -> int:
    return round(below.top - above.top)


def _is_full(line: PrintedLine, right: float) -> bool:
    # Up to two characters short: a mark that may not begin a line, or a number kept whole, moves on to the next.
    return line.right >= right - 2.6 * line.size


def paragraphs_of(lines: Sequence[PrintedLine], layout: Layout | None) -> list[PrintedParagraph]:
    """Paragraphs of lines that follow one another; without a layout each line but those of a title stands for itself."""
    groups: list[list[PrintedLine]] = []
    sizes = sorted(x.size for x in lines)
    title = sizes[-1] if sizes and sizes[-1] > sizes[(len(sizes) - 1) // 2] * _LARGER else None
    for line in lines:
        before = groups[-1][-1] if groups else None
        if before is not None and (_is_title(before, line, title) or (layout is not None and _goes_on(before, line, layout))):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [PrintedParagraph(joined_print([x.text for x in group]), _is_whole(group[-1], layout)) for group in groups]


def _goes_on(before: PrintedLine, line: PrintedLine, layout: Layout) -> bool:
    if not _is_full(before, layout.right) or abs(line.size - before.size) > 1:
        return False
    if layout.goes_on is not None:
        return abs(line.left - layout.goes_on) < 0.5 * line.size
    if layout.pitch is not None and before.page == line.page and before.top < line.top:
        return _pitch(before, line) <= layout.pitch + 0.1 * line.size
    return not (_CLOSED.search(before.text) or OWN_NUMBER.match(line.text) or _LABEL.match(line.text))


def _is_whole(last: PrintedLine, layout: Layout | None) -> bool:
    """Whether the layout shows that a paragraph ends here. Where nothing marks first lines, a full line leaves it open."""
    if layout is None:
        return False
    return layout.goes_on is not None or layout.pitch is not None or not _is_full(last, layout.right)


def _is_title(before: PrintedLine, line: PrintedLine, size: float | None) -> bool:
    """Two lines of a title: the type that is larger than all other, one below the other about the same middle."""
    if size is None or before.page != line.page or min(before.size, line.size) < size - 1:
        return False
    middle = abs((before.left + before.right) - (line.left + line.right)) / 2
    return middle < line.size and _pitch(before, line) < 2.5 * line.size


def body_of(pages: Sequence[PrintedPage], running: frozenset[PrintedLine]) -> list[PrintedLine | PrintedTable]:
    """What the pages hold without running lines, in reading order."""
    return [x for page in pages for x in page.content if not (isinstance(x, PrintedLine) and x in running)]
