"""A small table of numbers flattened into a sentence: place names, then ``name n n n`` rows, parted by spaces or line breaks alone.

鄞州 海曙 镇海 合计 新辟线路年度目标 2 5 1 8 实际完成 1 2 0 3
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipelines.reports.text import Text

_RUN = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?:[ \n]\d+(?:\.\d+)?){2,60}(?![\d.])")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_ROW_NAME = re.compile(r"[^\d\s]{2,24}$")
_TARGET = re.compile(r"目标|任务|计划|应")


@dataclass(frozen=True, slots=True)
class Cell:
    """A bare number of a flattened table at ``start:end``: its row and column, whether its row states targets, and the row's name."""

    start: int
    end: int
    row: int
    column: int
    is_target: bool
    is_total: bool
    name: str


def cells(plain: str) -> list[Cell]:
    """The numbers of a flattened table in a text; empty where fewer than two rows of one length follow each other."""
    runs = list(_RUN.finditer(plain))
    lengths = [len(_NUMBER.findall(r[0])) for r in runs]
    if len(runs) < 2 or len(set(lengths)) != 1:
        return []
    has_total = "合计" in plain[: runs[0].start()] or "总计" in plain[: runs[0].start()]
    found: list[Cell] = []
    for row, run in enumerate(runs):
        before = plain[runs[row - 1].end() if row else 0 : run.start()].strip()
        name = before.rsplit("合计", 1)[-1].strip()
        name_match = _ROW_NAME.search(name)
        name = name_match[0] if name_match else name
        for column, number in enumerate(_NUMBER.finditer(run[0])):
            start = run.start() + number.start()
            end = run.start() + number.end()
            found.append(Cell(start, end, row, column, bool(_TARGET.search(name)), has_total and column == lengths[row] - 1, name))
    return found


def beginning(text: Text) -> int | None:
    """Where a flattened table begins in the value of a department label, or None: after the last blank before its head row."""
    found = cells(text.plain)
    if not found:
        return None
    first = found[0].start
    gaps = [i for i in range(1, first) if text.offsets[i] - text.offsets[i - 1] > 1 and not text.plain[i].isdigit()]
    return gaps[0] if gaps else None
