"""Rows as people read them: aligned columns of text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

_BREAK = re.compile(r"\r\n|[\n\r\u2028\u2029]")
WIDE = 10_000  # columns where nobody looks: pipes and documents lose nothing


def as_table(names: Sequence[str], rows: Sequence[Sequence[object]], width: int | None = WIDE) -> str:
    """Rows with aligned columns, in ``width`` columns (None: those of the terminal)."""
    table = Table(*names, box=box.SIMPLE, pad_edge=False)
    for row in rows:
        table.add_row(*(Text(_shown(cell)) for cell in row))
    console = Console(width=width, color_system=None)
    with console.capture() as printed:
        console.print(table, soft_wrap=width is not None)
    return printed.get()


def _shown(cell: object) -> str:
    """A cell as people read it: decimals without the zeros that their type adds, a line break as ⏎, so that a row is a line."""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return "" if cell is None else _BREAK.sub("⏎", str(cell))


def as_block(names: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """The same without blank lines and blanks at the ends of lines, for documents."""
    return "\n".join(line.rstrip() for line in as_table(names, rows).splitlines() if line.strip())
