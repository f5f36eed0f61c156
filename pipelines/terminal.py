"""What the commands say and print: answers to stdout, all else to stderr, and the exit codes."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import NoReturn

import typer

REFUSED, USAGE, INTERRUPTED = 1, 2, 130


def me() -> str:
    """The command as it was called, so that what we tell to type next can be typed: .venv/bin/minsheng."""
    called = Path(sys.argv[0])
    return str(called) if called.name == "minsheng" and not called.is_absolute() else "minsheng"


class Shown(StrEnum):
    """How an answer is printed."""

    json = "json"
    table = "table"
    csv = "csv"


def tell(message: str) -> None:
    typer.echo(message, err=True)


def fail(message: object, code: int = REFUSED) -> NoReturn:
    tell(f"minsheng: {message}")
    raise typer.Exit(code)


def whole_number(text: str | None, option: str) -> int | None:
    """The year that an option names; empty counts as not given."""
    if not text:
        return None
    if not (text.isdigit() and len(text) == 4):
        fail(f"{option} is a year of four digits, not {text!r}", USAGE)
    return int(text)


def plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word[:-1]}ies" if word.endswith("y") else f"{count} {word}s"


def print_rows(names: Sequence[str], rows: Sequence[Sequence[object]], shown: Shown) -> None:
    """Rows on stdout; a table keeps its width where nobody looks, so that pipes lose nothing."""
    if shown is Shown.json:
        typer.echo(json.dumps([dict(zip(names, row, strict=True)) for row in rows], ensure_ascii=False, indent=1, default=str))
        return
    if shown is Shown.csv:
        import csv

        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(rows)
        return
    from pipelines.storage.tabular import WIDE, as_table

    typer.echo(as_table(names, rows, None if sys.stdout is not None and sys.stdout.isatty() else WIDE), nl=False)
