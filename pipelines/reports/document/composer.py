"""A text put together line by line, for formats that hold no text of their own but pieces of one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from pipelines.reports.document import limits
from pipelines.reports.document.grid import titled
from pipelines.reports.document.model import Block, Cell, Paragraph, ReportRefused, Span, Table

_INVISIBLE = re.compile("[\xad\u200b-\u200d\u2060\ufeff]")
_ODD_SPACE = re.compile("[\xa0\u2000-\u200a\u202f\u205f\t]")
# Left over from damaged fields and fonts; no reader sees them.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BREAK = re.compile(r"[\r\n\v\x85\u2028\u2029]+")


def tidy(raw: str) -> list[str]:
    """The lines that a person sees in ``raw``: invisible characters gone, every space a plain or an ideographic one, ends trimmed."""
    clean = _ODD_SPACE.sub(" ", _CONTROL.sub("", _INVISIBLE.sub("", raw)))
    return [line for part in _BREAK.split(clean) if (line := part.strip())]


class Composer:
    """Collects lines, blocks and furniture with their positions in the text that is growing."""

    def __init__(self, filename: str) -> None:
        self.filename = filename
        self.at = 0
        self.blocks: list[Block] = []
        self.furniture: list[Span] = []
        self._parts: list[str] = []
        self._lines: list[Span] = []

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def lines(self, raw: str) -> list[Span]:
        """Writes the lines of ``raw``; where each stands. Raises ReportRefused ``too_large``."""
        spans = []
        for line in tidy(raw):
            spans.append(Span(self.at, self.at + len(line)))
            self._lines.append(spans[-1])
            self._parts.append(line + "\n")
            self.at += len(line) + 1
        if self.at > limits.TEXT_CHARACTERS:
            raise ReportRefused("too_large", f"{self.filename}: more than {limits.TEXT_CHARACTERS} characters", "Give the report alone")
        return spans

    def paragraphs(self, raw: str, is_whole: bool) -> None:
        self.blocks += [Paragraph(s.start, s.end, is_whole) for s in self.lines(raw)]

    def set_aside(self, raw: str) -> None:
        self.furniture += self.lines(raw)

    def cell(self, raw: str) -> Span:
        """Writes what one cell holds; an empty one stands where it would have begun."""
        spans = self.lines(raw)
        return Span(spans[0].start, spans[-1].end) if spans else Span(self.at, self.at)

    def table(self, start: int, cells: Sequence[Cell], rows: int, columns: int) -> None:
        """Adds a table whose cells have been written since ``start``; nothing where all of them are empty."""
        ends = [c.end for c in cells if c.end > c.start]
        if ends:
            end = max(ends)
            inside = tuple(c if c.end > c.start else _at(c, min(c.start, end)) for c in cells)
            self.blocks += titled(Table(start, end, inside, rows, columns), self._lines)


def _at(cell: Cell, place: int) -> Cell:
    return Cell(place, place, cell.row, cell.column, cell.row_span, cell.column_span, cell.is_header)


def joined_lines(lines: Iterable[str]) -> str:
    """Lines of a cell as one string."""
    return "\n".join(line for line in lines if line.strip())
