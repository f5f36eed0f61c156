"""Tables of which only a sequence of cells is left: a cell a line, cells parted by blanks, a header whose names run together."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reports import vocabulary
from pipelines.reports.columns import Column, aligned, column, is_header, learned
from pipelines.reports.lines import Line
from pipelines.reports.markers import line_marker
from pipelines.reports.text import Text, joined
from pipelines.reports.wording import looks_like_departments

_NUMBER = re.compile(r"(\d{1,4})[.、]?\*?$")
_GROUP_MARK = re.compile(r"[(]?[一二三四五六七八九十]{1,3}[)]?[、.]?")
_TOTAL = re.compile(r"(?:合计|总计|小计|全[省市县区州].{0,8}(?:率|数|计))$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_CUT_NAME = re.compile(r"[省市区县州旗国][\u4e00-\u9fff]{1,9}$")
_ENDS_NAME = re.compile(r"(?![省市区县州旗国各])[\u4e00-\u9fff]{1,8}(?:局|委|办|厅|会|院|中心|集团|公司)$")
# What a cell ends in that the width of its column has cut.
_CUT = re.compile(r"(?:在|到|至|达|为|的|和|与|及|、|,|[(])$")
_STATUS = re.compile(r"达到|超额|完成|正常|滞后|推进|达标|进度|在建|开工|竣工")
_DATED = re.compile(r"(?:(?:19|20)\d\d年)?\d{1,2}(?:[-~至]\d{1,2})?月|(?:19|20)\d\d年")
_MONTH_OF = re.compile(r"^(?:(?:19|20)\d\d年)?\d{1,2}(?:[-~至]\d{1,2})?月份?底?(?=进展|完成|工作|累计|推进)")  # 6月进展
_SHORT = 14
_FRAGMENTS = frozenset(("牵头", "责任", "分管", "主管", "完成", "配合", "协办", "主要", "年度", "目标", "进展", "形象", "项目", "实事"))
_TITLED = re.compile(r"(?:19|20)\d\d年.{0,12}(?:实事|民生|项目|任务)")  # the title above the names of the columns
_SENTENCE = re.compile(r"[。;,:!?]")  # a header has none
_FIRST_NAMES = ("序号", "项次", "编号", "类别", "项目", "实事", "领域", "工程")
_FEWEST, _MOST = 3, 14
_UNSAID = 2  # columns at the end of a row that may be left out
_RECORDS = 2
_PARTED = 0.6  # of the lines stand below a blank one
_GAP = 20  # items that an extract leaves out


@dataclass(frozen=True, slots=True)
class Cells:
    """A table's columns and its cells in reading order, from line ``first`` on."""

    first: int
    columns: list[Column]
    body: list[Text]


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of one item by (sub-row, column)."""

    cells: dict[tuple[int, int], Text]


def find_cells(lines: Sequence[Line], whole: Sequence[Text]) -> Cells | None:
    """The first such table; ``whole`` are the lines' texts with the marks at their heads. It goes on to the end of the lines."""
    whole = _unwrapped(lines, whole)
    for i, line in enumerate(lines):
        if (line.marker is not None and line.plain) or _SENTENCE.search(line.plain) or len(line.plain) > _MOST * _SHORT:
            continue
        table = _at(i, line, whole)
        if table is not None and (_is_sure([c.role for c in table.columns]) or _by_width(table)):
            return table
    return None


def _at(i: int, line: Line, whole: Sequence[Text]) -> Cells | None:
    """The table whose header begins at a line."""
    names = _blank_parted(whole[i])
    if len(names) >= _FEWEST and header_length([n.plain for n in names]) == len(names):
        return Cells(i, [column(n.plain) for n in names], [c for t in whole[i + 1 :] for c in _blank_parted(t)])
    glued = _split_names(line.plain) if line.plain.startswith(_FIRST_NAMES) and len(line.plain) > 2 * _FEWEST else []
    if len(glued) >= _FEWEST and header_length(glued) == len(glued):
        return Cells(i, [column(n) for n in glued], list(whole[i + 1 :]))
    if len(line.plain) <= _SHORT and (header := _header_of(whole[i : i + _MOST])):
        return Cells(i, [column(name) for name, _ in header], list(whole[i + sum(n for _, n in header) :]))
    return None


def _is_sure(roles: Sequence[str]) -> bool:
    """Whether names of columns make a table by themselves: with the item's number, or with what was done or is due and by whom."""
    return "index" in roles[:2] or (bool({"completion", "deadline", "dates"} & set(roles)) and bool(vocabulary.OFFICES & set(roles)))


def _unwrapped(lines: Sequence[Line], whole: Sequence[Text]) -> list[Text]:
    """The cells of lines, one for each line; where blank lines part the cells, lines without one between are one cell, and the others are empty."""
    gaps = [b.start - a.end > 1 for a, b in itertools.pairwise(lines)]
    if sum(gaps) < _PARTED * len(gaps) or all(gaps):
        return list(whole)
    result = list(whole)
    first = 0
    for i, parts in enumerate(gaps, 1):
        if parts:
            first = i
        elif any(all(vocabulary.label_role(x.plain) is not None for x in lines[k : k + 2]) for k in (i - 1, i)) and i + 1 < len(lines):
            first = i  # names of columns, each on its line
        elif len(lines[i].plain) > 1 and not _NUMBER.match(lines[i].plain) and not _NUMBER.match(lines[first].plain):
            result[first] = joined([result[first], result[i]])
            result[i] = result[i].cut(0, 0)
        else:
            first = i
    return result


def _header_of(cells: Sequence[Text]) -> list[tuple[str, int]]:
    """The names at the head of a list of cells, each with how many cells it takes: 牵头 | 县领导 is one name cut in two."""
    names: list[tuple[str, int]] = []
    at = 0
    while at < len(cells):
        if names and not cells[at].plain:  # its words went to the cell above
            names[-1] = (names[-1][0], names[-1][1] + 1)
            at += 1
            continue
        both = cells[at].plain + cells[at + 1].plain if at + 1 < len(cells) else ""
        cut = cells[at].plain in _FRAGMENTS and len(both) <= _SHORT and vocabulary.label_role(both) is not None
        names.append((both, 2) if cut else (cells[at].plain, 1))
        at += names[-1][1]
    return names[: header_length([n for n, _ in names])]


def header_length(cells: Sequence[str]) -> int:
    """How many cells at the head of a list name columns; 0 where they are no header.

    The number of the item must be among them, or else what was promised, what was done and by whom.
    """
    roles: list[str] = []
    for cell in cells:
        if not 1 < len(cell) <= _SHORT or ":" in cell or cell.endswith("。") or (cell[0].isdigit() and not _DATED.match(cell)):
            break
        if not roles and _TITLED.search(cell):
            break
        roles.append(column(cell).role)
    while roles and roles[-1] == "unknown":
        roles.pop()
    known = [r for r in roles if r != "unknown"]
    if len(known) < _FEWEST or len(known) < 0.75 * len(roles) or roles[0] == "unknown" or not {"name", "commitment"} & set(known):
        return 0
    measured = {"name", "commitment", "completion"} <= set(known)
    assigned = roles[0] == "name" and "commitment" in known and bool(vocabulary.OFFICES & set(known))
    return len(roles) if _is_sure(roles) or measured or assigned else 0


def _blank_parted(text: Text) -> list[Text]:
    """A line cut where the source has blanks."""
    cuts = [i for i in range(1, len(text)) if text.offsets[i] - text.offsets[i - 1] > 1 or text.plain[i] == " "]
    bounds = [0, *cuts, len(text)]
    return [p for a, b in itertools.pairwise(bounds) if (p := text.cut(a, b).strip()).plain]


def _split_names(plain: str) -> list[str]:
    """Column names that run together, parted: 序号项目名称年度目标牵头部门; empty where they do not add up to the whole."""
    return name_splits(plain)[-1] or []


def name_splits(plain: str) -> list[list[str] | None]:
    """For each length from 0 the fewest names of columns that the beginning of a text of that length falls into, None where it does not."""
    best: list[list[str] | None] = [[], *([None] * len(plain))]
    for end in range(1, len(plain) + 1):
        for start in range(max(0, end - _SHORT), end):
            before, name = best[start], plain[start:end]
            if before is not None and _is_name(name) and (best[end] is None or len(before) + 1 < len(best[end] or [])):
                best[end] = [*before, name]
    return best


def _is_name(name: str) -> bool:
    plain = _MONTH_OF.sub("", re.sub(r"[(][^()]{1,6}[)]$", "", name))
    return len(plain) > 1 and vocabulary.label_role(plain) is not None


def records_of(table: Cells) -> tuple[list[Column], list[Record]]:
    """The columns, with what the cells show of them, and the items' records."""
    leading = next((k for k, c in enumerate(table.columns) if c.role == "index"), None)
    if leading is None and (regular := _by_width(table)):
        columns = learned(table.columns, regular)
        return columns, [Record({(0, j): c for j, c in enumerate(cells) if c.plain}) for cells in regular]
    raw: list[list[Text]] = []
    pending: list[Text] = []
    last = 0
    width = len(table.columns)
    for i, cell in enumerate(table.body):
        number = _starts(table.body, i, last, leading is not None, len(raw[-1]) if raw else width, width)
        if number is not None:
            raw.append([*_taken_over(raw, pending, leading if leading is not None else _first_named(table.columns), width), cell])
            pending, last = [], number
        elif _TOTAL.match(cell.plain) and raw:
            break
        elif heads_group(cell.plain) or (leading is not None and _is_of_group(table.body, i)):
            pending = []
        elif raw:
            raw[-1].append(cell)
        else:
            pending.append(cell)
    filled = [_whole_cells([c for c in r if c.plain]) for r in raw]
    columns = learned(table.columns, filled)
    return columns, [_record(cells, columns) for cells in filled]


def _by_width(table: Cells) -> list[list[Text]]:
    """Records of as many cells as there are columns, where the departments then stand in their column every time; else none."""
    width = len(table.columns)
    offices = [k for k, c in enumerate(table.columns) if c.role in vocabulary.OFFICES]
    body = [c for c in table.body if c.plain]
    records = [body[i : i + width] for i in range(0, len(body) - width + 1, width)]
    regular = len(body) % width == 0
    if regular and not offices and len(records) >= _RECORDS and all(_suits(r, table.columns) for r in records):
        return records
    if (
        regular
        and offices
        and records
        and all(looks_like_departments(r[k].plain) and not r[k].plain.endswith("。") for r in records for k in offices)
    ):
        return records
    return []


def _suits(cells: Sequence[Text], columns: Sequence[Column]) -> bool:
    """Whether each cell is such as its column holds: words below names, numbers below results and shares."""
    numeric = ("completion", "ratio", "progress")
    return all(
        bool(_HAN.search(c.plain)) and not _SENTENCE.search(c.plain)
        if col.role == "name"
        else col.role not in numeric or c.plain[:1].isdigit()
        for c, col in zip(cells, columns, strict=True)
    )


def blank_rows(lines: Sequence[Line], whole: Sequence[Text]) -> tuple[int, list[list[Text]]] | None:
    """A table whose rows are lines and whose cells are parted by blanks: the line of its header, and the rows from there on.

    Told from a cell a line by the widths: most lines have as many cells as the header has names.
    """
    for i, text in enumerate(whole):
        if _SENTENCE.search(text.plain) or len(text.plain) > _MOST * _SHORT:
            continue
        names = _whole_names(_blank_parted(text))
        if len(names) < _FEWEST or not is_header([n.plain for n in names]):
            continue
        rows = [_blank_parted(t) for t in whole[i + 1 :]]
        tabular = [r for r in rows if len(r) > 1]
        numbered = column(names[0].plain).role == "index"
        fitting = sum(len(r) == len(names) or (numbered and _lacks_the_last(r, len(names))) for r in tabular)
        if fitting >= _FEWEST and fitting >= 0.7 * len(tabular) and len(tabular) >= 0.6 * len(rows):
            return i, [names, *rows]
    return None


def _whole_names(names: list[Text]) -> list[Text]:
    """Names of columns, those that a blank had cut in two made one: 1- | 8月完成情况."""
    found: list[Text] = []
    for name in names:
        if found and re.fullmatch(r"\d{1,2}[-~至]", found[-1].plain):
            found[-1] = joined([found[-1], name])
        else:
            found.append(name)
    return found


def _lacks_the_last(row: Sequence[Text], width: int) -> bool:
    """Whether a numbered row ends before the last columns (备注), where it has nothing to say."""
    return width - _UNSAID <= len(row) < width and _NUMBER.match(row[0].plain) is not None


def heads_group(plain: str) -> bool:
    """Whether a cell is a heading across the table: (六)持续增进民生福祉."""
    marker = line_marker(plain)
    return marker is not None and marker.style in ("han_comma", "han_paren") and len(plain) <= 2 * _SHORT and not plain.endswith("。")


def _is_of_group(cells: Sequence[Text], i: int) -> bool:
    """Whether a cell is a mark that numbers a group, or the group's name behind it, right before the number of an item: (一) | 就业 | 1."""
    near = [c.plain for c in cells[max(0, i - 2) : i + 6]]
    filled = [p for p in near if p]
    mark = next((k for k, p in enumerate(filled[:-2]) if _GROUP_MARK.fullmatch(p)), None)
    if mark is None or cells[i].plain not in filled[mark : mark + 2]:
        return False
    return len(filled[mark + 1]) <= 2 * _SHORT and not _NUMBER.match(filled[mark + 1]) and _NUMBER.match(filled[mark + 2]) is not None


def _first_named(columns: Sequence[Column]) -> int:
    return next((k for k, c in enumerate(columns) if c.role in ("name", "commitment")), 0)


def _starts(cells: Sequence[Text], i: int, last: int, numbered: bool, length: int, width: int) -> int | None:
    """The number of the item that begins at a cell, or None.

    Numbers among the cells are many. One begins an item if it is due; a later one only if the due one does not follow soon.
    """
    plain = cells[i].plain
    if numbered:
        match = _NUMBER.match(plain)
        number = int(match[1]) if match else 0
    else:
        marker = line_marker(plain)
        number = marker.number if marker and marker.end < len(plain) else 0
    if number <= last or (last and length < _FEWEST):
        return None
    if numbered:
        following = next((c.plain for c in cells[i + 1 : i + 3] if c.plain), "")
        if not _HAN.search(following) or _NUMBER.match(following):
            return None
        soon = cells[i + 1 : i + 1 + 2 * width]
        if number != last + 1 and any((m := _NUMBER.match(c.plain)) and last < int(m[1]) < number for c in soon):
            return None
        if last and number > last + _GAP and not any((m := _NUMBER.match(c.plain)) and number < int(m[1]) <= number + _GAP for c in soon):
            return None
    return number


def _taken_over(raw: list[list[Text]], pending: list[Text], leading: int, width: int) -> list[Text]:
    """The cells in front of an item's number that belong to it: the name of its group, which stands at the end of the record above."""
    if not leading:
        return []
    above = raw[-1] if raw else pending
    full = len(above) > width - leading if raw else bool(above)
    last = above[-1].plain if above else ""
    if not full or not _HAN.search(last) or looks_like_departments(last) or len(last) > _SHORT or _STATUS.search(last):
        return []
    taken = above[-1:]
    if raw:
        del raw[-1][-1:]
    return taken


def _record(cells: list[Text], columns: list[Column]) -> Record:
    placed: dict[tuple[int, int], Text] = {}
    for key, cell in zip(aligned(cells, columns, wraps=True), cells, strict=True):
        placed[key] = _merged(placed.get(key), cell, columns[key[1]].role)
    return Record(placed)


def _whole_cells(cells: list[Text]) -> list[Text]:
    """Cells that the width of their column had cut made one: 市人力资源 | 社会保障局, 提升4个 | 百分点."""
    result: list[Text] = []
    for cell in cells:
        before = result[-1] if result else None
        if before is not None and _goes_on(before.plain, cell.plain):
            result[-1] = joined([before, cell])
        else:
            result.append(cell)
    return result


def _goes_on(before: str, plain: str) -> bool:
    cut_name = _CUT_NAME.match(before) is not None and not looks_like_departments(before) and _ENDS_NAME.match(plain) is not None
    cut_unit = before.endswith("个") and plain.startswith("百分点")
    return cut_name or cut_unit or (len(before) <= _SHORT and _CUT.search(before) is not None and not _NUMBER.match(plain))


def _merged(before: Text | None, cell: Text, role: str) -> Text:
    """Two cells that stand in one column: a text cut by its width is one again, others keep a line each."""
    if before is None:
        return cell
    cut_name = role in vocabulary.OFFICES and not looks_like_departments(before.plain)
    return joined([before, cell], "" if cut_name else "\n")
