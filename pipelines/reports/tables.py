"""Rows of a table to items: one number or merged cell is one item, its rows joined; each cell becomes a field by its column's role."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipelines.reports import vocabulary
from pipelines.reports.columns import Column, column, is_header
from pipelines.reports.document.model import Cell, Table
from pipelines.reports.fields import FieldText, offices
from pipelines.reports.flattened import Grid, Row
from pipelines.reports.markers import line_marker
from pipelines.reports.numerals import whole
from pipelines.reports.sections import years_in
from pipelines.reports.text import Text, compact

_TOTAL = re.compile(r"(?:合计|总计|小计|全省|全市|全县|全区|总数)$")
_HAN_NUMBER = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)]?[、.]?$")
_GROUP_OF = re.compile(r"[^\d,。;]{2,16}\((?:共)?\d{1,3}[项个件]\)")
_FINISHED = re.compile("(?:完工|竣工|建成|完成|投用)(?:[套户个处所座]|项目|小区)?数")
_BEGUN = re.compile(".*开工.*")
_ORDINAL = re.compile(r"第(?P<number>\d{1,3}|[一二三四五六七八九十]{1,3})[件项个](?:实事)?")
_SHARE = re.compile(r"(\d{1,4}(?:\.\d{1,3})?)%")
_NUMBER = re.compile(r"[\d,]+(?:\.\d+)?$")
_NOTHING = re.compile(r"(?:[-/—无]+|\(姓名\))$")
_INTENDED = re.compile(r"(?:当年|本年|年内|年底|全年|\d{1,2}月底?前?)(?:完成|建成|开工|投用|竣工|启动)|^(?:开工建设|建成投用|完成建设)$")
_SIGNED = re.compile(r"(?:填报|填表|制表|审核|统计|报送)(?:日期|时间|单位|人)")
QUARTER = re.compile(r"第?[一二三四1-4]季度|[上下]半年")
_OF_YEAR = re.compile(r"(?:全年|年度|本年)(?:合计|累计|总计|完成|$)")
_PROMISE_ROLES = ("name", "commitment")
_RESULT_ROLES = ("completion", "ratio", "progress")
_RESULT_OR_TARGET = frozenset(("commitment", "completion", "ratio", "progress", "unit"))
_SHARED = vocabulary.OFFICES | {"deadline"}  # what one cell may say of several items
_COUNTED = ("commitment", "completion")


@dataclass(slots=True)
class RowDraft:
    """An item of a table in the making."""

    number: int | None
    fields: list[FieldText] = field(default_factory=list)
    group: str | None = None
    start: int = 0
    end: int = 0


def grid_of(table: Table, source: str, plain: str) -> Grid | None:
    """A drawn table with its header rows read: names of stacked headers joined, merged cells standing in their first row only."""
    matrix: list[list[Cell | None]] = [[None] * table.column_count for _ in range(table.row_count)]
    for cell in table.cells:
        for r in range(cell.row, min(cell.row + cell.row_span, table.row_count)):
            for c in range(cell.column, min(cell.column + cell.column_span, table.column_count)):
                matrix[r][c] = cell
    texts = {id(c): compact(source, plain, c.start, c.end) for c in table.cells}
    plains = [[texts[id(c)].plain if c else "" for c in row] for row in matrix]
    heads = _header_rows(table, plains, matrix)
    if heads is None:
        return None
    first, last = heads
    columns = []
    for j in range(table.column_count):
        parts: list[str] = []
        for i in range(first, last + 1):
            if plains[i][j] and plains[i][j] not in parts:
                parts.append(plains[i][j])
        columns.append(_stacked(parts))
    rows = []
    for i in range(last + 1, table.row_count):
        if is_header(plains[i]) and plains[i] == plains[last]:
            continue
        here = {j: texts[id(c)] for j, c in enumerate(matrix[i]) if c and c.row == i and c.column == j and texts[id(c)].plain}
        above = {j: texts[id(c)] for j, c in enumerate(matrix[i]) if c and c.row < i and c.column == j and columns[j].role in _SHARED}
        rows.append(Row(here, i, above))
    return Grid(columns, rows, table.start, table.end, _captions(table, texts, first))


def _captions(table: Table, texts: dict[int, Text], header: int) -> tuple[Text, ...]:
    """What names the table: its caption, and the rows above its header."""
    above = [texts[id(c)] for c in table.cells if c.row < header and texts[id(c)].plain]
    return tuple(t for t in above if len(t) <= 80)


def _stacked(parts: list[str]) -> Column:
    """A column under stacked headers: the lowest name decides where it is known, else those above."""
    for name in reversed(parts):
        found = column(name)
        if found.role != "unknown":
            return Column("".join(parts), found.role, found.unit)
    return column("".join(parts))


def _header_rows(table: Table, plains: list[list[str]], matrix: list[list[Cell | None]]) -> tuple[int, int] | None:
    for i, row in enumerate(plains[:8]):
        distinct = [p for j, p in enumerate(row) if (c := matrix[i][j]) is not None and c.column == j]
        if is_header(distinct):
            last = i
            while last + 1 < len(plains) and any((c := matrix[last + 1][j]) is not None and c.row <= i for j in range(table.column_count)):
                nxt = [
                    plains[last + 1][j]
                    for j in range(table.column_count)
                    if (c := matrix[last + 1][j]) is not None and c.row == last + 1 and c.column == j
                ]
                if not nxt or any(_NUMBER.match(n) or len(n) > 20 for n in nxt):
                    break
                last += 1
            if last == i and last + 1 < len(plains) and _divides(plains[i + 1]):
                last += 1
            return i, last
    return None


def _divides(below: list[str]) -> bool:
    """Whether a row with empty cells only divides columns of the header above it: 完成数 | 完成率 below 完成情况."""
    named = [p for p in below if p]
    return (
        0 < len(named) < len(below)
        and not below[0]
        and is_header([*named, *named])
        and all(column(p).role in _RESULT_OR_TARGET for p in named)
    )


def _intends(grid: Grid, j: int) -> bool:
    """Whether a completion column speaks of the year's plan instead (当年完成, 开工建设) beside another that reports."""
    values = [r.cells[j].plain for r in grid.rows if j in r.cells]
    others = [k for k, c in enumerate(grid.columns) if c.role == "completion" and k != j]
    return bool(values) and bool(others) and sum(bool(_INTENDED.search(v)) for v in values) >= 0.6 * len(values)


def _is_share(grid: Grid, j: int) -> bool:
    """Whether a column called 进度 holds shares of what was promised, which alone can be more than the whole: 113.96%."""
    values = [m for r in grid.rows if j in r.cells and (m := _SHARE.fullmatch(r.cells[j].plain))]
    return "进度" in grid.columns[j].name and bool(values) and any(float(m[1]) > 100 for m in values)


def _of_year_before(grid: Grid, j: int) -> bool:
    """Whether a column reports on a year before that of another which reports: 2022年完成 beside 2023年完成."""
    years = [years_in(c.name)[-1] if years_in(c.name) else None for c in grid.columns]
    others = [y for k, (c, y) in enumerate(zip(grid.columns, years, strict=True)) if k != j and y is not None and c.role == "completion"]
    own = years[j]
    return own is not None and any(y > own for y in others)


def _groups(grid: Grid, j: int, roles: list[str]) -> bool:
    """Whether a name column holds the headings above the items: 一、优质教育工程 beside 子项目."""
    values = [r.cells[j].plain for r in grid.rows if j in r.cells]
    marks = [m for v in values if (m := line_marker(v)) is not None and m.style in ("han_comma", "han_paren")]
    promises = [k for k, r in enumerate(roles) if r in _PROMISE_ROLES and k != j]
    # What stands before the number of the item heads several items: 工程名称, 序号, 项目内容.
    before_number = "index" in roles[j + 1 :]
    if "index" not in roles and len(values) == len(grid.rows):
        return False  # (一)老年食堂 | 新建食堂8家: each row has its own
    return bool(values) and bool(promises) and (len(marks) >= 0.6 * len(values) or before_number)


def _of_place(grid: Grid, roles: list[str]) -> str:
    """What a column of places is: the items' name where nothing else names them (市州 | 计划改造小区数(个) | 开工数), else their group."""
    worded = any(
        r == "name" or (r == "commitment" and not all(_NUMBER.match(row.cells[k].plain) for row in grid.rows if k in row.cells))
        for k, r in enumerate(roles)
    )
    return "group" if worded else "name"


def _answering_nothing(grid: Grid, roles: list[str], names: re.Pattern[str]) -> list[str]:
    """Roles in which columns of such names report, but on no promise."""
    return ["progress" if r == "completion" and names.fullmatch(c.name) else r for r, c in zip(roles, grid.columns, strict=True)]


def drafts(grid: Grid) -> list[RowDraft]:
    """The items of a table."""
    roles = ["commitment" if c.role == "completion" and _intends(grid, j) else c.role for j, c in enumerate(grid.columns)]
    roles = ["ratio" if r == "completion" and _is_share(grid, j) else r for j, r in enumerate(roles)]
    roles = ["other" if r == "completion" and _of_year_before(grid, j) else r for j, r in enumerate(roles)]
    roles = ["group" if r == "name" and _groups(grid, j, roles) else r for j, r in enumerate(roles)]
    roles = [_of_place(grid, roles) if r == "place" else r for r in roles]
    if any(_OF_YEAR.match(c.name) for c in grid.columns):  # beside the year's total its quarters answer nothing
        roles = _answering_nothing(grid, roles, QUARTER)
    finished = any(r == "completion" and _FINISHED.search(c.name) for r, c in zip(roles, grid.columns, strict=True))
    if finished:  # beside it what has begun answers nothing
        roles = _answering_nothing(grid, roles, _BEGUN)
    index = next((j for j, r in enumerate(roles) if r == "index"), None)
    names = [j for j, r in enumerate(roles) if r in _PROMISE_ROLES]
    responsible = "support" if "lead" in roles else "lead"
    measured = next((j for j in range(len(roles)) if _measures(grid, j)), None)
    items: list[RowDraft] = []
    group: str | None = None
    record = -1
    sub = 0
    for row in grid.rows:
        first = next(iter(row.cells.values()), None)
        if first is None:
            continue
        if all(r == "group" or j == index for j, r in enumerate(roles) if j in row.cells) or _heads(row, index, names):
            group = next((t.plain for j, t in row.cells.items() if j != index), first.plain)
            continue
        if any(_TOTAL.match(t.plain) for t in row.cells.values()) or _SIGNED.match(first.plain):
            continue
        for j, text in row.cells.items():
            if roles[j] == "group":
                group = text.plain
        number, named = _number(row, index, names)
        spans = [t.span() for t in row.cells.values()]
        starts = number is not None if index is not None or named else any(j in row.cells for j in names[:1])
        if starts or not items:
            items.append(RowDraft(number, [], group, first.span()[0], first.span()[1]))
            sub = 0
        elif row.record != record or row.cells:
            sub += 1
        record = row.record
        item = items[-1]
        if starts:
            above = {j: t for j, t in row.above.items() if t.plain}
            row = replace(row, cells=above | row.cells)
        fields = _fields(row, grid.columns, roles, index, names, responsible, sub, {measured})
        if measured in row.cells:
            fields = [replace(f, unit=f.unit or row.cells[measured].plain) if f.role in _COUNTED else f for f in fields]
        item.fields += fields
        item.start = min([item.start, *(s for s, _ in spans)])
        item.end = max([item.end, *(e for _, e in spans)])
    return items


def _measures(grid: Grid, j: int) -> bool:
    """Whether a column holds the measure words of the numbers beside it: 计量单位, or 单位 over 个, 公里."""
    col = grid.columns[j]
    values = [r.cells[j].plain for r in grid.rows if j in r.cells]
    return (col.role == "unit" or col.name == "单位") and bool(values) and all(vocabulary.is_unit(v) or v == "%" for v in values)


def unknown_columns(grid: Grid) -> list[tuple[str, Text]]:
    """The headers that no word of the vocabulary explains, where cells stand below them, with the first of these cells."""
    found = []
    for j, col in enumerate(grid.columns):
        first = next((r.cells[j] for r in grid.rows if j in r.cells and not _NOTHING.match(r.cells[j].plain)), None)
        if col.role == "unknown" and first is not None and not _measures(grid, j):
            found.append((col.name, first))
    return found


def _heads(row: Row, index: int | None, names: list[int]) -> bool:
    """Whether a row only names a group of items: (一) | 教育, or 一、教育 alone."""
    if not names or len(row.cells) > (2 if index in row.cells else 1) or any(len(t.plain) > 30 for t in row.cells.values()):
        return False
    first = next(iter(row.cells.values())).plain
    if len(row.cells) == 1 and next(iter(row.cells)) != index and _GROUP_OF.fullmatch(first):
        return True  # 教育(2项)
    if len(row.cells) == 2:
        return _HAN_NUMBER.match(first) is not None
    marker = line_marker(first)
    return next(iter(row.cells)) != index and marker is not None and marker.style in ("han_comma", "han_paren")


def _number(row: Row, index: int | None, names: list[int]) -> tuple[int | None, bool]:
    """The row's number, and whether the table numbers its items inside the name cell."""
    if index is not None and index in row.cells:
        plain = row.cells[index].plain.strip("().、*")
        plain = match["number"] if (match := _ORDINAL.fullmatch(plain)) else plain
        return whole(plain), False
    for j in names:
        if j in row.cells:
            marker = line_marker(row.cells[j].plain)
            if marker and index is None:
                return marker.number, True
            break
    return None, False


def _fields(
    row: Row,
    columns: list[Column],
    roles: list[str],
    index: int | None,
    names: list[int],
    responsible: str,
    sub: int,
    left_out: set[int | None],
) -> list[FieldText]:
    found: list[FieldText] = []
    promised = " ".join(row.cells[j].plain for j in row.cells if roles[j] in _PROMISE_ROLES and not _NUMBER.match(row.cells[j].plain))
    for j, text in sorted(row.cells.items()):
        role = roles[j]
        if j == index or j in left_out or role == "group" or _NOTHING.match(text.plain):
            continue
        if role in _PROMISE_ROLES:
            marker = line_marker(text.plain) if index is None and j == names[0] else None
            text = text.cut(marker.end).strip() if marker else text
            if role == "commitment" and _NUMBER.match(text.plain) and text.plain in promised:
                continue  # the number once more, for a computer
            role = "commitment"
        elif role == "responsible":
            role = responsible
        elif role in _RESULT_ROLES:
            found.append(FieldText("completion", text, sub, role, columns[j].unit))
            continue
        if text.plain:
            part = FieldText(role, text, sub, columns[j].name, columns[j].unit)
            found += offices(part) if role in vocabulary.OFFICES else [part]
    return found
