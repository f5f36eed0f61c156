"""Tables whose lines are all that is left of them: ``|`` rows, a cell a line with ``|``, a cell a line without."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field, replace

from pipelines.reports.cell_tables import blank_rows, find_cells, records_of
from pipelines.reports.columns import Column, aligned, column, fit, is_header, learned
from pipelines.reports.lines import Line, line_of
from pipelines.reports.markers import line_marker
from pipelines.reports.run_together import find_run_together
from pipelines.reports.sections import is_section_heading
from pipelines.reports.text import Text, compact, joined

_RULE = re.compile(r"[-|:+=_]{3,}$")
_INDEX = re.compile(r"(\d{1,3})[.、]?\*?$")
_ROW_BEGINS, _CUT = re.compile(r"[|]?\d{1,3}[.、]?\*?[|]"), re.compile("[,、(的和及与]$")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Row:
    """A table row: cell by column index. ``above`` are cells of rows above that reach down into it (a department merged over several items)."""

    cells: dict[int, Text]
    record: int
    above: dict[int, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with named columns. ``captions`` are the rows above its header that name it."""

    columns: list[Column]
    rows: list[Row]
    start: int
    end: int
    captions: tuple[Text, ...] = ()


def _cells(text: Text, *, framed: bool = True) -> list[Text]:
    """The cells between the bars of a line; ``framed``: a bar at its beginning is the table's border and no empty cell."""
    cells, start = [], 0
    for i, c in enumerate(text.plain):
        if c == "|":
            cells.append(text.cut(start, i).strip())
            start = i + 1
    if start < len(text):
        cells.append(text.cut(start).strip())
    if framed and cells and not cells[0].plain and text.plain.startswith("|") and len(cells) > 1:
        cells = cells[1:]
    return cells


_MOST_TABLES = 60
_FEWEST_RECORDS = 2
_MISFIT = -1.0


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
    rest = [_without_borders(x) for x in kept + rest]
    if not tables:
        return _without_cell_table(rest)
    return rest, tables


def _without_borders(line: Line) -> Line:
    """A line that is no row of a table, without the bars that a layout table left at its ends."""
    if "|" not in (line.plain[:1], line.plain[-1:]):
        return line
    return replace(line, text=line.text.strip("|"), whole=line.whole.strip("|") if line.whole else None)


def _without_cell_table(lines: list[Line]) -> tuple[list[Line], list[Grid]]:
    """The lines above a table of which only the cells are left, and the table."""
    whole = [x.whole or x.text for x in lines]
    if (ruled := blank_rows(lines, whole)) and (table := _from_rows(lines[ruled[0] :], ruled[1])) and len(table.rows) >= _FEWEST_RECORDS:
        return lines[: ruled[0]], [table]
    if together := find_run_together(lines, whole):
        rows = [Row(cells, n) for n, record in enumerate(together.records) for cells in record]
        head = whole[together.line]
        above = [line_of(head.cut(0, together.at), is_whole=True)] if together.at else []
        return [*lines[: together.line], *above], [Grid(together.columns, rows, head.offsets[together.at], lines[-1].end)]
    found = find_cells(lines, whole)
    if found is None:
        return lines, []
    columns, records = records_of(found)
    if len(records) < _FEWEST_RECORDS:
        return lines, []
    rows = [
        Row({j: c for (s, j), c in r.cells.items() if s == sub}, n)
        for n, r in enumerate(records)
        for sub in sorted({s for s, _ in r.cells})
    ]
    return lines[: found.first], [Grid(columns, rows, lines[found.first].start, lines[-1].end)]


def find(lines: list[Line]) -> tuple[int, int] | None:
    """First and last line (exclusive) of the first flattened table, or None."""
    piped = [i for i, line in enumerate(lines) if "|" in line.plain or (line.marker and not line.plain)]
    bars = [i for i in piped if "|" in lines[i].plain]
    if len(bars) >= 3:
        first = bars[0]
        last = next((j - 1 for i, j in itertools.pairwise(bars) if j - i > 1 and _parts_tables(lines, i, j)), bars[-1])
        last = max(i for i in bars if i <= last)
        return first, last + 1
    return None


def _parts_tables(lines: list[Line], last: int, following: int) -> bool:
    """Whether what stands between two rows with bars is a heading, and the second begins a table of its own."""
    return any(is_section_heading(x) or (x.marker and not x.label) for x in lines[last + 1 : following]) and is_header(
        [c.plain for c in _cells(lines[following].text)]
    )


def grid(lines: list[Line], whole: list[Text]) -> Grid | None:
    """The table that the lines hold; ``whole`` is their text with the marks at their heads. None where no header is found."""
    texts = [t for t in whole if not _RULE.match(t.plain) or t.plain.strip("|") == ""]
    single = sum((t.plain.count("|") == 1 and t.plain.endswith("|")) or t.plain.strip("|") == "" for t in texts)
    if single >= 0.6 * len(texts):
        cells = [c for t in texts for c in (_cells(t) or [t.cut(0, 0)])]
        return _from_cells(lines, cells)
    framed = sum(t.plain.startswith("|") for t in texts) >= 0.6 * len(texts)
    rows = [_cells(t, framed=framed) for t in _whole_rows(texts) if "|" in t.plain]
    return _from_pairs(lines, rows) or _from_rows(lines, rows)


def _whole_rows(texts: list[Text]) -> list[Text]:
    """Rows whose cells ran over several lines in one line again: 1 | 新建小学4所 | 完成 ⏎ 4所建设,新增学位 ⏎ 5400个 | 教育局."""
    bars = next((t.plain.count("|") for t in texts if is_header([c.plain for c in _cells(t)])), 0)
    found: list[Text] = []
    is_cut = False
    for text in texts:
        before = found[-1].plain if found else ""
        room = bars and before.count("|") + text.plain.count("|") <= bars and _ROW_BEGINS.match(text.plain) is None
        below = bool(found) and _ROW_BEGINS.match(before) is not None and not before.endswith("|")
        if below and room and line_marker(text.plain) is None and ("|" not in text.plain or is_cut or _CUT.search(before)):
            is_cut = True
            found[-1] = joined([found[-1], text])
        else:
            is_cut = False
            found.append(text)
    return found


def _from_pairs(lines: list[Line], rows: list[list[Text]]) -> Grid | None:
    """A table set up the other way: a name and its value a row, the first name again with each item."""
    named = [(column(r[0].plain), r[1]) for r in rows if len(_trimmed(r)) == 2 and r[0].plain and column(r[0].plain).role != "unknown"]
    names = list(dict.fromkeys(c.name for c, _ in named))
    first = sum(c.name == names[0] for c, _ in named) if names else 0
    if len(named) < 0.8 * len(rows) or len(names) < _FEWEST_RECORDS or first < _FEWEST_RECORDS or any(len(r) > 3 for r in rows):
        return None
    columns = [next(c for c, _ in named if c.name == n) for n in names]
    found: list[Row] = []
    for col, value in named:
        if col.name == names[0]:
            found.append(Row({}, len(found)))
        found[-1].cells[names.index(col.name)] = value
    return Grid(columns, found, lines[0].start, lines[-1].end)


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
    heads_group = len(second) == 1 and line_marker(second[0]) is not None
    if (
        second
        and not heads_group
        and len(second) < len(names)
        and (is_header([*second, *second]) or _widens(names, second, rows[body + 1 :]))
    ):
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
        result.append(Row(_placed(cells, trimmed, columns), record))
    return Grid(columns, result, lines[0].start, lines[-1].end)


def _placed(cells: list[Text], trimmed: list[Text], columns: list[Column]) -> dict[int, Text]:
    """Each cell by its column: where it stands, if the row has all of them and they suit; else where it fits best."""
    begins = columns[0].role == "index" and bool(cells) and _INDEX.match(cells[0].plain) is not None
    hangs = bool(cells) and not cells[0].plain and len(cells) <= len(columns)  # the cells above reach down
    whole = len(cells) == len(columns) or (begins and len(cells) < len(columns)) or hangs
    if whole and all(fit(c, x.plain) > _MISFIT for c, x in zip(columns, cells, strict=False)):
        return {j: cell for j, cell in enumerate(cells) if cell.plain}
    keys = aligned(trimmed, columns, wraps=False)
    return {j: cell for (_, j), cell in zip(keys, trimmed, strict=True) if cell.plain}


def _widens(names: list[str], second: list[str], rows: list[list[Text]]) -> bool:
    """Whether short cells below the header divide one of its columns: the rows then have as many cells more (进展情况 over 一季度, 上半年)."""
    numbered = [r for r in rows if r and _INDEX.match(r[0].plain)] or [r for r in rows if len(_trimmed(r)) > 1]
    widths = sorted(len(_trimmed(r)) for r in numbered)
    fits = bool(widths) and widths[-1] >= len(names) + len(second) - 1 - 1 and widths[-1] > len(names)
    return fits and len(second) >= 2 and all(len(n) <= 16 and not n.isdigit() and not n.endswith("。") for n in second)


def _trimmed(cells: list[Text]) -> list[Text]:
    kept = list(cells)
    while len(kept) > 1 and not kept[-1].plain:
        kept.pop()
    return kept


def _from_cells(lines: list[Line], cells: list[Text]) -> Grid | None:
    """Rows of cells with a bar behind each, an item's number at the head of each record."""
    first = next((i for i, c in enumerate(cells) if _INDEX.match(c.plain) and i > 1), None)
    if first is None:
        return None
    names = [c.plain for c in cells[:first] if c.plain]
    names = names[next((i for i, n in enumerate(names) if column(n).role == "index"), 0) :]
    if not is_header(names):
        return None
    columns = _header(names)
    records: list[list[Text]] = []
    last = -1
    for i in range(first, len(cells)):
        match = _INDEX.match(cells[i].plain)
        following = next((c.plain for c in cells[i + 1 : i + 3] if c.plain), "")
        due = match and last < int(match[1]) <= last + 40 + (last < 0) * 999
        if match and due and _HAN.search(following) and not _INDEX.match(following):
            records.append([])
            last = int(match[1])
        if not records:
            return None
        records[-1].append(cells[i])
    parts = [(n, _trimmed(part)) for n, r in enumerate(records) for part in _subrows(r, len(columns))]
    columns = learned(columns, [part for _, part in parts])
    rows = []
    for number, part in parts:
        keys = aligned(part, columns, wraps=False)
        for sub in sorted({s for s, _ in keys}):
            rows.append(Row({j: c for (s, j), c in zip(keys, part, strict=True) if s == sub and c.plain}, number))
    return Grid(columns, rows, lines[0].start, lines[-1].end)


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
