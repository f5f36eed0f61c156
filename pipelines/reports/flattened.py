"""Tables whose lines are all that is left of them: ``|`` rows, a cell a line with ``|``, a cell a line without."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass

from pipelines.reports.columns import Column, aligned, column, is_header, learned
from pipelines.reports.lines import Line
from pipelines.reports.sections import is_section_heading
from pipelines.reports.text import Text, compact, joined
from pipelines.reports.wording import looks_like_departments

_RULE = re.compile(r"[-|:+=_]{3,}$")
_INDEX = re.compile(r"(\d{1,3})[.、]?$")
_CUT_NAME = re.compile(r"[省市区县州旗国][\u4e00-\u9fff]{1,9}$")
_ENDS_NAME = re.compile(r"(?![省市区县州旗国各])[\u4e00-\u9fff]{1,8}(?:局|委|办|厅|会|院|中心|集团|公司)$")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: cell by column index. ``starts_item``: its number (or name) stands in it, not in a row above."""

    cells: dict[int, Text]
    record: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with named columns. ``captions`` are the rows above its header that name it."""

    columns: list[Column]
    rows: list[Row]
    start: int
    end: int
    captions: tuple[Text, ...] = ()


def _cells(text: Text) -> list[Text]:
    cells, start = [], 0
    for i, c in enumerate(text.plain):
        if c == "|":
            cells.append(text.cut(start, i).strip())
            start = i + 1
    if start < len(text):
        cells.append(text.cut(start).strip())
    if cells and not cells[0].plain and text.plain.startswith("|") and len(cells) > 1:
        cells = cells[1:]
    return cells


_MOST_TABLES = 60
_FEWEST_COLUMNS, _MOST_COLUMNS, _LONGEST_NAME = 3, 14, 14


def without_tables(lines: list[Line], source: str, plain: str) -> tuple[list[Line], list[Grid]]:
    """The lines that are no part of a flattened table, and the tables."""
    tables: list[Grid] = []
    kept: list[Line] = []
    rest = lines
    while rest and len(tables) < _MOST_TABLES and (found := find(rest)) is not None:
        first, last = found
        inside = rest[first:last]
        table = grid(inside, [compact(source, plain, x.start, x.end, bars=True) for x in inside])
        kept += rest[: first if table and table.rows else last]
        if table and table.rows:
            tables.append(table)
        rest = rest[last:]
    return kept + rest, tables


def find(lines: list[Line]) -> tuple[int, int] | None:
    """First and last line (exclusive) of the first flattened table, or None."""
    piped = [i for i, line in enumerate(lines) if "|" in line.plain or (line.marker and not line.plain)]
    bars = [i for i in piped if "|" in lines[i].plain]
    if len(bars) >= 3:
        first = bars[0]
        last = next((j - 1 for i, j in itertools.pairwise(bars) if j - i > 1 and _parts_tables(lines, i, j)), bars[-1])
        last = max(i for i in bars if i <= last)
        return first, last + 1
    for i in range(len(lines) - _FEWEST_COLUMNS):
        if _header_length([x.plain for x in lines[i : i + _MOST_COLUMNS]]) and not any(x.marker for x in lines[i : i + _FEWEST_COLUMNS]):
            return i, len(lines)
    return None


def _header_length(cells: list[str]) -> int:
    """How many cells at the head of a list name columns, the number of the item among them; 0 where that is no header."""
    roles = []
    for cell in cells:
        role = column(cell).role if 1 < len(cell) <= _LONGEST_NAME and not cell.endswith((":", "。")) and not cell[0].isdigit() else "none"
        if role == "none":
            break
        roles.append(role)
    while roles and roles[-1] == "unknown":
        roles.pop()
    known = [r for r in roles if r != "unknown"]
    fits = len(known) >= _FEWEST_COLUMNS and len(known) >= 0.75 * len(roles) and "index" in known and "index" in roles[:2]
    return len(roles) if fits and {"name", "commitment"} & set(known) and roles[0] != "unknown" else 0


def _parts_tables(lines: list[Line], last: int, following: int) -> bool:
    """Whether what stands between two rows with bars is a heading, and the second begins a table of its own."""
    return any(is_section_heading(x) or (x.marker and not x.label) for x in lines[last + 1 : following]) and is_header(
        [c.plain for c in _cells(lines[following].text)]
    )


def grid(lines: list[Line], whole: list[Text]) -> Grid | None:
    """The table that the lines hold; ``whole`` is their text with the marks at their heads. None where no header is found."""
    texts = [t for t in whole if not _RULE.match(t.plain) or t.plain.strip("|") == ""]
    if not any("|" in t.plain for t in texts):
        return _from_cells(lines, texts, bars=False)
    single = sum((t.plain.count("|") == 1 and t.plain.endswith("|")) or t.plain.strip("|") == "" for t in texts)
    if single >= 0.6 * len(texts):
        cells = [c for t in texts for c in (_cells(t) or [t.cut(0, 0)])]
        return _from_cells(lines, cells, bars=True)
    return _from_rows(lines, [_cells(t) for t in texts if "|" in t.plain])


def _header(names: list[str]) -> list[Column]:
    return [column(n) for n in names]


def _below(parent: str, name: str) -> Column:
    """A column under a shared header: what its own name says, else what the shared one says."""
    own = column(name)
    return own if own.role != "unknown" else Column(parent + name, column(parent).role, own.unit)


def _from_rows(lines: list[Line], rows: list[list[Text]]) -> Grid | None:
    at = next((i for i, r in enumerate(rows) if is_header([c.plain for c in r])), None)
    if at is None:
        return None
    names = [c.plain for c in rows[at]]
    while names and not names[-1]:
        names.pop()
    body = at + 1
    second = [c.plain for c in rows[body] if c.plain] if body < len(rows) else []
    if second and len(second) < len(names) and (is_header([*second, *second]) or _widens(names, second, rows[body + 1 :])):
        width = max((sum(1 for _ in r) for r in rows[body + 1 :]), default=len(names))
        spare = max(1, min(len(second), width - len(names) + 1)) if width >= len(names) else len(second)
        parent = next((j for j in range(len(names) - 1, -1, -1) if column(names[j]).role in ("completion", "unknown")), len(names) - 1)
        divided = [_below(names[parent], name) for name in second] if spare else []
        body += 1
        columns = [*_header(names[:parent]), *(divided or _header([names[parent]])), *_header(names[parent + 1 :])]
    else:
        columns = _header(names)
    columns = learned(columns, [_trimmed(r) for r in rows[body:]])
    result = []
    for record, cells in enumerate(rows[body:]):
        trimmed = _trimmed(cells)
        if not any(c.plain for c in trimmed) or is_header([c.plain for c in trimmed]):
            continue
        if len(trimmed) > len(columns):
            trimmed = trimmed[: len(columns)]
        placed: dict[int, Text] = {}
        for (_, j), cell in zip(aligned(trimmed, columns, wraps=False), trimmed, strict=True):
            if cell.plain:
                placed[j] = cell
        result.append(Row(placed, record))
    return Grid(columns, result, lines[0].start, lines[-1].end)


def _widens(names: list[str], second: list[str], rows: list[list[Text]]) -> bool:
    """Whether short cells below the header divide one of its columns: the rows then have as many cells more (进展情况 over 一季度, 上半年)."""
    numbered = [r for r in rows if r and _INDEX.match(r[0].plain)]
    widths = sorted(len(_trimmed(r)) for r in numbered)
    fits = bool(widths) and widths[-1] >= len(names) + len(second) - 1 - 1 and widths[-1] > len(names)
    return fits and len(second) >= 2 and all(len(n) <= 16 and not n.isdigit() and not n.endswith("。") for n in second)


def _trimmed(cells: list[Text]) -> list[Text]:
    kept = list(cells)
    while len(kept) > 1 and not kept[-1].plain:
        kept.pop()
    return kept


def _from_cells(lines: list[Line], cells: list[Text], *, bars: bool) -> Grid | None:
    first = next((i for i, c in enumerate(cells) if _INDEX.match(c.plain) and i > 1), None)
    if first is None:
        return None
    length = 0 if bars else _header_length([c.plain for c in cells[:first]])
    names = [c.plain for c in cells[: length or first] if c.plain]
    if not is_header(names):
        return None
    columns = _header(names)
    # A group named before the number stands before it in the text too, at the end of the record above.
    leading = next((k for k, c in enumerate(columns) if c.role == "index"), 0)
    records: list[list[Text]] = []
    last = -1
    for i in range(first, len(cells)):
        match = _INDEX.match(cells[i].plain)
        following = next((c.plain for c in cells[i + 1 : i + 3] if c.plain), "")
        if (
            match
            and int(match[1]) > last
            and int(match[1]) <= last + 40 + (last < 0) * 999
            and _HAN.search(following)
            and not _INDEX.match(following)
        ):
            above = cells[length:first] if not records and length else records[-1] if records else []
            room = len(columns) - leading if records else 0
            taken = (
                above[-leading:]
                if leading and len(above) > room and not _INDEX.match(above[-1].plain) and _HAN.search(above[-1].plain)
                else []
            )
            if taken and records:
                del records[-1][-leading:]
            records.append(list(taken))
            last = int(match[1])
        if not records:
            return None
        records[-1].append(cells[i])
    columns = learned(
        columns, [part for r in records for part in (_subrows(r, len(columns)) if bars else [_whole_names([c for c in r if c.plain])])]
    )
    rows = []
    for number, record in enumerate(records):
        filled = _whole_names([c for c in record if c.plain]) if not bars else record
        for part in _subrows(filled, len(columns)) if bars else [filled]:
            while len(part) > 1 and not part[-1].plain:
                part.pop()
            placed: dict[tuple[int, int], Text] = {}
            for key, cell in zip(aligned(part, columns, wraps=not bars), part, strict=True):
                if cell.plain:
                    placed[key] = _merge(placed.get(key), cell, columns[key[1]].role)
            for sub in sorted({s for s, _ in placed}):
                rows.append(Row({j: c for (s, j), c in placed.items() if s == sub}, number))
    return Grid(columns, rows, lines[0].start, lines[-1].end)


def _whole_names(cells: list[Text]) -> list[Text]:
    """Cells with a department's name that the width of its column had cut made one: 市人力资源 | 社会保障局."""
    result: list[Text] = []
    for cell in cells:
        before = result[-1] if result else None
        if (
            before is not None
            and _CUT_NAME.match(before.plain)
            and not looks_like_departments(before.plain)
            and _ENDS_NAME.match(cell.plain)
        ):
            result[-1] = joined([before, cell])
        else:
            result.append(cell)
    return result


def _merge(before: Text | None, cell: Text, role: str) -> Text:
    if before is None:
        return cell
    if role in ("lead", "support", "responsible") and not looks_like_departments(before.plain):
        return joined([before, cell])  # a name cut by the width of its column
    return Text(
        before.surface + "\n" + cell.surface, before.plain + "\n" + cell.plain, [*before.offsets, before.offsets[-1], *cell.offsets]
    )


def _subrows(record: list[Text], width: int) -> list[list[Text]]:
    """A record longer than the table is wide is several rows, each closed by an empty cell."""
    if len(record) <= width:
        return [list(record)]
    parts: list[list[Text]] = [[]]
    for i, cell in enumerate(record):
        parts[-1].append(cell)
        if not cell.plain and i + 1 < len(record) and record[i + 1].plain and len(record) - i > 2:
            parts.append([])
    return parts
