"""Tables of which neither lines nor cells are left: 序号项目名称牵头单位1新增车位。区城管委2改造小区。区住建委."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipelines.reports import vocabulary
from pipelines.reports.cell_tables import header_length, heads_group, name_splits
from pipelines.reports.columns import Column, column
from pipelines.reports.lines import Line
from pipelines.reports.text import EMPTY, Text, joined
from pipelines.reports.wording import looks_like_departments, reports_result

_LONGEST_HEADER = 120
_FEWEST_NAMES = 3
_FEWEST_ROWS = 2
_ROWS = 0.6
_NUMBERING = re.compile(r"(?:序号|编号)(?=.{2,100}?(?:单位|部门|责任))")
_BEFORE = 20  # what may stand between the line's beginning, or the title, and the name of the number's column
_ROW = re.compile(r"(?P<group>[\u4e00-\u9fff、]{0,12}?)(?P<number>\d{1,4})[.、]?(?=[\u4e00-\u9fff“《(])")
_DUE = re.compile(r"(?<![\d.])(\d{1,3})(?=[\u4e00-\u9fff“《(])")
_CHUNK = re.compile(r"(\d{1,3})、")
_STOPS = "。)"
_TAIL = 4
_ONE_EACH = 2  # sentences: promise and result
_MOST_HEADERS = 10
_PERSON = re.compile(r"\(姓名\)|[\u4e00-\u9fff]{2,3}(?=[\u4e00-\u9fff]{2,6}[局委办厅])")
_NAME = re.compile(
    r"(?!城镇|城乡|新建|改造|完成|建成|开展|举办|推进|实施|新增|组织|已|截至|全年|累计|培训|发放|提供|落实|加强|继续|打造|建设[^局厅委])"
    r"(?:经开区|高新[区园]|(?:各|相关|有关)?街道办事处|各(?:街道|乡镇|镇街|镇)|[\u4e00-\u9fff]{1,10}?(?:街道办事处|人民政府|街道|园区|开发区|办公室|委员会|中心|公司|集团|医院|学校|政府|单位|部门|总队|支队|[局委办厅镇乡联院处]))"
    r"(?:\([^()]{1,12}\))?[、,]?"
)


@dataclass(frozen=True, slots=True)
class RunTogether:
    """Such a table: the line and character that its header begins at, its columns, and its items' cells by column, sub-row by sub-row."""

    line: int
    at: int
    columns: list[Column]
    records: list[list[dict[int, Text]]]


def find_run_together(lines: Sequence[Line], whole: Sequence[Text]) -> RunTogether | None:
    """The first such table, or None; ``whole`` are the lines' texts with the marks at their heads."""
    places = ((i, text, found.start()) for i, text in enumerate(whole) for found in _NUMBERING.finditer(text.plain))
    for i, text, at in itertools.islice(places, _MOST_HEADERS):
        header = None if _cell_a_line(whole[i + 1 :]) else _header(text.plain, at)
        if header:
            start, end, names = header
            columns = [column(n) for n in names]
            records = [
                r
                for number, row, group in _records(text, end, whole[i + 1 :], text.plain[start:end])
                if (r := _cells(number, row, group, columns))
            ]
            parted = sum(any(vocabulary.OFFICES & {columns[j].role for j in cells} for cells in record) for record in records)
            if parted >= max(_FEWEST_ROWS, _ROWS * len(records)):
                return RunTogether(i, start, columns, records)
    return None


def _cell_a_line(below: Sequence[Text]) -> bool:
    """Whether only the names ran together: the numbers of the items stand alone, beginning right below."""
    return bool(below) and below[0].plain == "1" and any(t.plain == "2" for t in below)


def _header(plain: str, numbering: int) -> tuple[int, int, list[str]] | None:
    """Where the names of columns begin and end around the name of the number's column, and the names; the longest run of them."""
    for start in range(max(0, numbering - _BEFORE), numbering + 1):
        stretch = plain[start : start + _LONGEST_HEADER]
        if stretch[0].isdigit() or stretch[0] in "表):、":
            continue
        splits = name_splits(stretch)
        last = max(end for end, names in enumerate(splits) if names is not None)
        names = splits[last] or []
        begin = start + sum(map(len, itertools.takewhile(lambda n: column(n).role != "index", names)))
        whole = len(names) >= _FEWEST_NAMES and header_length(names) == len(names)
        if whole and begin == numbering and vocabulary.OFFICES & {column(n).role for n in names}:
            return start, start + last, names
    return None


def _records(first: Text, end: int, below: Sequence[Text], header: str) -> Iterator[tuple[Text, Text, Text]]:
    """Number, row and group of each item: rows that are lines, else rows that follow one another without a border."""
    if not any(t.gaps() for t in below):  # else blanks part the cells
        below = [t for t in below if not heads_group(t.plain)]
    heads = _rising([(i, int(m["number"])) for i, t in enumerate(below) if (m := _ROW.match(t.plain))])
    if end == len(first) and len(heads) >= max(_FEWEST_ROWS, _ROWS * len(below)) and heads[0] == 0:
        for i, stop in itertools.zip_longest(heads, heads[1:]):
            match = _ROW.match(below[i].plain)
            assert match is not None
            number, group = match.span("number"), match.span("group")
            yield below[i].cut(*number), joined([below[i].cut(match.end()), *below[i + 1 : stop]]), below[i].cut(*group)
        return
    text = joined([first.cut(end), *_without_chunks(first, below)])
    text = joined(_without(text, header))
    starts: list[re.Match[str]] = []
    for match in _DUE.finditer(text.plain):
        before = text.plain[max(0, match.start() - _TAIL) : match.start()]
        closed = not before or before[-1] in _STOPS or looks_like_departments(before)
        if int(match[1]) == len(starts) + 1 and closed and (starts or match.start() <= _BEFORE):
            starts.append(match)
    for match, stop in itertools.zip_longest(starts, (m.start() for m in starts[1:])):
        yield text.cut(match.start(), match.end()), text.cut(match.end(), stop), EMPTY


def _rising(numbered: Sequence[tuple[int, int]]) -> list[int]:
    """The lines whose numbers go up: 115 老旧小区… and not the 28 of 开工28万平方米 below it."""
    found: list[int] = []
    last = 0
    for line, number in numbered:
        if number > last:
            found.append(line)
            last = number
    return found


def _without_chunks(first: Text, below: Sequence[Text]) -> Iterator[Text]:
    """Lines without the numbers that a library gives to the pieces it cuts a document into, anywhere in a word: 2、)各街道."""
    due = 2 if first.plain.startswith("1、") else 0
    for text in below:
        match = _CHUNK.match(text.plain)
        if due and match and int(match[1]) == due:
            due += 1
            yield text.cut(match.end())
        else:
            yield text


def _without(text: Text, header: str) -> Iterator[Text]:
    """The text without the header that comes again on each page."""
    start = 0
    while (at := text.plain.find(header, start)) >= 0:
        yield text.cut(start, at)
        start = at + len(header)
    yield text.cut(start)


def _cells(number: Text, row: Text, group: Text, columns: Sequence[Column]) -> list[dict[int, Text]]:
    """The cells of an item by column, one dictionary a sub-row; empty where no department shows where its cells part."""
    place = {c.role: j for j, c in reversed(list(enumerate(columns)))}
    offices = [j for j, c in enumerate(columns) if c.role in vocabulary.OFFICES]
    said = place.get("commitment", place.get("name", 0))
    result = place.get("completion")
    reports_last = result is not None and result > offices[0]
    found: list[dict[int, Text]] = []
    parts = list(_parts(row, bool({"leader", "person"} & place.keys()), reports_last))
    if not any(names for _, _, names, _ in parts):
        parts = list(_parts(row, False, reports_last))
    for prose, person, names, after in parts:
        cells = {said: prose} if prose.plain else {}
        if result is not None and not reports_last:
            cells |= _promise_and_result(prose, said, result)
        if person.plain:
            cells[place.get("leader", place.get("person", 0))] = person
        divided = [names] if len(offices) == 1 else [names[:1], names[1:]]
        cells |= {j: joined(part, "\n") for j, part in zip(offices, divided, strict=False) if part}
        if result is not None and after.plain:
            cells[result] = after
        found.append(cells)
    if found:
        found[0][place["index"]] = number
        if group.plain and "group" in place:
            found[0][place["group"]] = group
    return found


def _parts(row: Text, has_person: bool, reports_last: bool) -> Iterator[tuple[Text, Text, list[Text], Text]]:
    """What stands before the departments, the person, the departments, and what stands behind them: in turn, as often as departments come."""
    start = at = 0
    while at < len(row):
        stop = row.plain.find("。", at)
        at = len(row) if stop < 0 else stop + 1
        person = _PERSON.match(row.plain, at) if has_person else None
        if has_person and person is None:
            continue
        begin = person.end() if person else at
        names, end = _names(row, begin)
        if not names:
            continue
        after = row.cut(end) if reports_last else EMPTY
        yield row.cut(start, at), row.cut(at, begin), names, after
        if reports_last:
            return
        start = at = end
    if start < len(row):
        yield row.cut(start), EMPTY, [], EMPTY


def _names(row: Text, at: int) -> tuple[list[Text], int]:
    names = []
    while match := _NAME.match(row.plain, at):
        names.append(row.cut(at, match.end()).strip("、,"))
        at = match.end()
    return names, at


def _promise_and_result(prose: Text, said: int, result: int) -> dict[int, Text]:
    """Promise and result that stand before the departments: the result begins with the first sentence behind the first that speaks of one, or with the second of two."""
    ends = [m.end() for m in re.finditer("。", prose.plain)]
    cut = next((a for a, b in itertools.pairwise(ends) if reports_result(prose.plain[a:b])), ends[0] if len(ends) == _ONE_EACH else None)
    return {said: prose.cut(0, cut), result: prose.cut(cut)} if cut else {}
