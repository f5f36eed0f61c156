"""Tables that run over pages put together again: repeated header rows set aside, cells cut by the page break mended."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.reports.document.pdf_print import PrintedCell, PrintedLine, PrintedTable

_SAME_EDGE = 6.0
_CLOSED = re.compile(r"[。；;！？!?…]$")
_MAX_HEADER = 4


def rejoined_tables(body: Sequence[PrintedLine | PrintedTable]) -> tuple[list[PrintedLine | PrintedTable], list[str]]:
    """The body with tables of following pages joined, and the texts of the header rows that were repeated."""
    result: list[PrintedLine | PrintedTable] = []
    repeated: list[str] = []
    for part in body:
        before = result[-1] if result else None
        if isinstance(part, PrintedTable) and isinstance(before, PrintedTable) and _continues(before, part):
            head = _repeated_rows(before, part)
            repeated += [t for c in part.cells if c.row < head for t in c.lines]
            result[-1] = _joined(before, _without_rows(part, head))
        else:
            result.append(part)
    return result, repeated


def _continues(before: PrintedTable, after: PrintedTable) -> bool:
    same = len(before.edges) == len(after.edges) and all(abs(a - b) < _SAME_EDGE for a, b in zip(before.edges, after.edges, strict=True))
    return after.pages[0] == before.pages[1] + 1 and same


def _row(table: PrintedTable, row: int) -> list[tuple[int, str]]:
    return [(c.column, "".join(c.lines)) for c in table.cells if c.row == row]


def _repeated_rows(before: PrintedTable, after: PrintedTable) -> int:
    """How many rows at the head of ``after`` stand at the head of ``before`` too, below its title row if it has one."""
    first = 1 if len(_row(before, 0)) == 1 and len(before.edges) > 2 and _row(after, 0) != _row(before, 0) else 0
    count = 0
    while (
        count < min(_MAX_HEADER, after.rows) and _row(after, count) == _row(before, first + count) and any(t for _, t in _row(after, count))
    ):
        count += 1
    return count


def _without_rows(table: PrintedTable, count: int) -> PrintedTable:
    return replace(table, cells=tuple(replace(c, row=c.row - count) for c in table.cells if c.row >= count), rows=table.rows - count)


def _joined(before: PrintedTable, after: PrintedTable) -> PrintedTable:
    """``after`` below ``before``. A cell that is empty at the top of a page belongs to the merged cell above it.

    Where the first row of the new page has no number of its own and a text above it stops in the middle, the row itself was cut.
    """
    cells = list(before.cells)
    bottom = {c.column: i for i, c in enumerate(cells) if c.row + c.row_span == before.rows}
    first = [c for c in after.cells if c.row == 0]
    is_cut = _is_cut(cells, bottom, first)
    shift = before.rows - (1 if is_cut else 0)
    for cell in after.cells:
        above = bottom.get(cell.column)
        goes_on = cell.row == 0 and above is not None and cells[above].column_span == cell.column_span and (is_cut or not cell.lines)
        if goes_on and above is not None:
            old = cells[above]
            cells[above] = replace(old, row_span=max(old.row_span, shift + cell.row_span - old.row), lines=_mended(old.lines, cell.lines))
        else:
            cells.append(replace(cell, row=cell.row + shift))
    return PrintedTable(tuple(cells), after.rows + shift, before.edges, before.top, (before.pages[0], after.pages[1]))


def _mended(above: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    return above + below


def _is_cut(cells: list[PrintedCell], bottom: dict[int, int], first: list[PrintedCell]) -> bool:
    if not first or min(first, key=lambda c: c.column).lines:
        return False
    going_on = [(cells[bottom[c.column]].lines, c.lines) for c in first if c.lines and c.column in bottom]
    return bool(going_on) and all(above and not _CLOSED.search(above[-1]) and len(above) > 1 for above, _ in going_on)
