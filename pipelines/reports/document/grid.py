"""Where the cells of a table stand once their row and column spans are laid out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.reports.document import limits
from pipelines.reports.document.model import Block, Cell, Paragraph, ReportRefused, Span, Table


@dataclass(frozen=True, slots=True)
class LooseCell:
    """A cell before it has its place. ``row_span`` 0 goes down to the end of its row group, as in HTML."""

    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False


def laid_out(rows: Sequence[Sequence[LooseCell]], groups: Sequence[int], start: int, end: int) -> Table:
    """A table from rows of cells; ``groups[i]`` names the row group of row i, which row spans do not leave.

    Spans that reach beyond where any cell begins are cut back: colspan=100 over five columns is five. Raises ReportRefused ``hostile``.
    """
    last_of_group = {group: i for i, group in enumerate(groups)}
    placed: list[tuple[int, int, int, int, LooseCell]] = []
    taken: dict[int, int] = {}  # column: first row where it is free again
    positions = 0
    for r, row in enumerate(rows):
        column = 0
        for cell in row:
            while taken.get(column, 0) > r:
                column += 1
            room = last_of_group[groups[r]] - r + 1
            down = room if cell.row_span == 0 else min(max(cell.row_span, 1), room)
            across = min(max(cell.column_span, 1), limits.COLUMN_SPAN)
            positions += down * across
            if positions > limits.TABLE_POSITIONS:
                raise ReportRefused(
                    "hostile", f"a table covers more than {limits.TABLE_POSITIONS} positions", "Remove the table's false spans"
                )
            placed.append((r, column, down, across, cell))
            for c in range(column, column + across):
                taken[c] = max(taken.get(c, 0), r + down)
            column += across
    width = max((c for _, c, *_ in placed), default=-1) + 1
    cells = tuple(
        Cell(min(x.start, end), min(x.end, end), r, c, down, min(across, width - c), x.is_header) for r, c, down, across, x in placed
    )
    return Table(start, end, cells, len(rows), width)


def titled(table: Table, lines: Sequence[Span]) -> list[Block]:
    """A table with the rows at its head that hold one cell taken out, as paragraphs before it: its title, 附件1, 单位：万元.

    ``lines`` are those of the document up to the table's end, in order.
    """
    rows: list[list[Cell]] = [[] for _ in range(table.row_count)]
    for cell in table.cells:
        rows[cell.row].append(cell)
    count = 0
    titles: list[Block] = []
    while count < len(rows) and all(c.row_span == 1 for c in rows[count]):
        filled = [c for c in rows[count] if c.end > c.start]
        if len(filled) != 1:
            break
        first, last = (bisect_left(lines, place, key=lambda s: s.start) for place in (filled[0].start, filled[0].end))
        titles += [Paragraph(line.start, line.end, is_whole=True) for line in lines[first:last]]
        count += 1
    below = [replace(c, row=c.row - count) for c in table.cells if c.row >= count]
    start = min((c.start for c in below if c.end > c.start), default=None)
    if not titles or start is None:
        return titles or [table]
    cells = tuple(c if c.end > c.start else replace(c, start=max(c.start, start), end=max(c.end, start)) for c in below)
    return [*titles, Table(start, table.end, cells, table.row_count - count, table.column_count)]
