"""Where the cells of a table stand once their row and column spans are laid out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reports.document import limits
from pipelines.reports.document.model import Cell, ReportRefused, Span, Table


@dataclass(frozen=True, slots=True)
class LooseCell:
    """A cell before it has its place. ``row_span`` 0 goes down to the end of its row group, as in HTML."""

    start: int
    end: int
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False


def laid_out(rows: Sequence[Sequence[LooseCell]], groups: Sequence[int], start: int, end: int, caption: Span | None = None) -> Table:
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
    cells = tuple(Cell(x.start, x.end, r, c, down, min(across, width - c), x.is_header) for r, c, down, across, x in placed)
    return Table(start, end, cells, len(rows), width, caption)
