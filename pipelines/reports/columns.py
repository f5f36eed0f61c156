"""What the columns of a table hold, read off their headers, and which cell of a ragged row stands in which column."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipelines.reports import vocabulary
from pipelines.reports.text import Text
from pipelines.reports.wording import looks_like_departments, reports_result

_NEXT = re.compile(r"(?:下[一]?(?:步|月|阶段|季度)|次月|\d{1,2}月(?:份)?)(?:工作)?(?:计划|打算|安排)")
_RATIO = re.compile(r"(?:占.{0,8}(?:计划|任务|目标|比)|率$|比例|百分比|[(]%[)]|进度[(]?%|累计进度)")
_PROGRESS = re.compile(r"(?:完成|进展|推进|落实|实施|办理|建设|进度)(?:情况|进展|进度)|进展$|完成$|完成[数量值]|成效")
_DONE = re.compile(r"完成|占|进度|率")
_MOST = 0.8
_NOTHING = frozenset(("-", "/", "--", "无"))
_NUMERIC = re.compile(r"目标|任务|计划|指标|数")
_TARGET = re.compile(r"(?:目标|任务|内容|计划|标准|要求|规模|举措)")
_INTEGER = re.compile(r"\d{1,4}[.、]?\*?$|[(]?[一二三四五六七八九十]{1,3}[)]?[、.]?$")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?(?:[、;/]\d[\d,]*(?:\.\d+)?%?){0,9}$")
# What these words say at the head of a column only.
_COLUMN_ONLY = {"数量": "commitment", "实际": "completion", "全年": "completion"}
_SHARE = re.compile(r"(?:完成|占|为)(?:年度|全年)?(?:目标任务|计划|任务|目标|情况)(?:的)?[(]?%[)]?$|完成(?:比|程度)$")
_SECTION, _SECTION_NAME = re.compile("[科处股]室"), re.compile(r"[科室处股队]$")  # an office inside a department
_NAME = re.compile(r"[(]姓名[)]|[\u4e00-\u9fff·]{2,4}$")
_STATUS = re.compile(r"(?:是|否|√|×|达序|未达序|完成|已完成|未完成|正常|滞后|提前|达标)$")
_YEARS = re.compile(r"(?:19|20)\d\d(?:[-~至](?:19|20)\d\d)?年?$")
_PHONE = re.compile(r".{0,6}\d{3,4}-?\d{7,8}$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its header as read and the role of its cells. ``unit`` is a measure word that the header gives; ``is_numeric`` whether its cells
    are bare numbers, where whole rows have shown it.
    """

    name: str
    role: str
    unit: str = ""
    is_numeric: bool | None = None


def column(name: str) -> Column:
    """The column that a header names; role ``unknown`` where no word of it is known."""
    plain = name.strip(" :*")
    unit = ""
    if plain.endswith("率%"):
        unit, plain = "%", plain[:-1]
    if word := vocabulary.unit_in_brackets(plain):
        unit, plain = word, plain[: plain.rindex("(")]
    role = _role(plain)
    is_share = unit == "%" and (role in ("completion", "unknown") or (role == "commitment" and _DONE.search(plain) is not None))
    return Column(name, "ratio" if is_share else role, unit)


@lru_cache(maxsize=4096)
def _role(plain: str) -> str:
    roles = vocabulary.labels()
    if plain in _COLUMN_ONLY:
        return _COLUMN_ONLY[plain]
    if _SHARE.search(plain):
        return "ratio"
    if known := vocabulary.label_role(plain):
        return known
    if _NEXT.search(plain):
        return "next"
    if _RATIO.search(plain) and "形象" not in plain:
        return "ratio"
    inside = [w for w in roles if len(w) >= 2 and w in plain]
    if inside:
        longest = max(inside, key=lambda w: (plain.endswith(w), len(w)))
        return roles[longest]
    if _PROGRESS.search(plain):
        return "completion"
    return "commitment" if _TARGET.search(plain) else "unknown"


def is_header(names: list[str]) -> bool:
    """Whether the cells of a row are the names of columns."""
    filled = [n for n in names if n]
    known = sum(_role(n.strip(" :*")) != "unknown" and len(n) <= 16 for n in filled)
    return len(filled) >= 2 and known >= max(2, 0.6 * len(filled)) and not any(_NUMBER.fullmatch(n) or len(n) > 24 for n in filled)


def learned(columns: list[Column], rows: Sequence[Sequence[Text]]) -> list[Column]:
    """The columns with what whole rows show of them: 目标任务 may hold the words in one column and the number in the next."""
    whole = [
        r
        for r in rows
        if len(columns) - 1 <= len(r) <= len(columns)
        and (len(r) == len(columns) or columns[0].role != "index" or _INTEGER.match(r[0].plain))
    ]
    if not whole:
        return columns
    result = []
    for j, col in enumerate(columns):
        cells = [r[j].plain for r in whole if j < len(r) and r[j].plain and r[j].plain not in _NOTHING]
        share = sum(bool(_NUMBER.match(c)) for c in cells) / len(cells) if cells else 0.5
        result.append(replace(col, is_numeric=True if share >= _MOST else False if share <= 1 - _MOST else None))
    return result


def _names_offices(plain: str) -> bool:
    """Whether a cell is a list of departments; a sentence that ends in 服务中心。 is none."""
    return not plain.endswith("。") and looks_like_departments(plain)


def fit(column: Column, plain: str) -> float:
    """How well a cell's text suits a column; 0 is neutral."""
    if not plain:
        return 0.0
    role = column.role
    number = bool(_NUMBER.match(plain))
    if plain in _NOTHING:  # an empty cell that says so, most often for a number
        return (
            0.95
            if column.is_numeric or (role == "commitment" and _NUMERIC.search(column.name))
            else -0.5
            if role in vocabulary.OFFICES
            else 0.0
        )
    if column.is_numeric is not None and role in ("commitment", "completion"):
        if not column.is_numeric:
            return -0.8 if number else 0.8
        return 1.0 if number else 0.3 if reports_result(plain) or re.search(r"\d", plain) else -0.5
    if role == "index":
        return 3.0 if _INTEGER.match(plain) else -4.0
    if role in vocabulary.OFFICES:
        named = 1.95 if role == "support" else 2.0  # a single office is the lead
        return named if _names_offices(plain) else -2.5 if number or len(plain) > 30 else -1.0
    if role in ("leader", "person"):
        if _SECTION.search(column.name):
            return 1.9 if _SECTION_NAME.search(plain) else -1.5
        return 1.8 if _NAME.match(plain) and not _names_offices(plain) else -2.0
    if role == "ratio":
        return 2.0 if plain.endswith("%") and number else 0.8 if number else -1.0
    if role == "status":
        return 2.0 if _STATUS.match(plain) else -2.0
    if role == "contact":
        return 2.5 if _PHONE.match(plain) else -2.0
    if role in ("dates", "deadline"):
        dated = bool(re.search(r"\d{1,2}月|年底|全年|长期|" + _YEARS.pattern, plain))
        return 1.5 if dated and len(plain) <= 20 else -1.5
    if role == "completion":
        return 1.0 if number and not plain.endswith("%") else 0.8 if reports_result(plain) else -1.0 if _names_offices(plain) else 0.2
    if role == "commitment" and number and not plain.endswith("%") and _NUMERIC.search(column.name):
        return 0.9
    if role in ("commitment", "name"):
        return -0.6 if number else -0.8 if _names_offices(plain) else 0.1 if reports_result(plain) else 0.8
    if role == "group" and re.match(r"\d{1,3}[.、]", plain):
        return -2.0
    if role == "group":
        return 0.6 if re.match(r"[一二三四五六七八九十]+[、.]", plain) else -0.2 if not number else -2.0
    return 0.0


_MEASURED, _ANSWERS = re.compile(r"\d(?:\.\d{1,4})?[万亿]?(?P<unit>[\u4e00-\u9fff]{1,3})$"), 0.8
_ILL = -1.0  # how a cell suits the column that it cannot be of
_ONCE = -9.0  # a record has one number, at its head
_MERGES = frozenset(("lead", "support", "responsible", "completion", "commitment", "deadline"))


def aligned(cells: list[Text], columns: list[Column], *, wraps: bool) -> list[tuple[int, int]]:
    """Sub-row and column of each cell of a ragged record: the assignment of best total fit that moves to the right.

    Leading cells may be missing (a merged cell stands only in the first row); with ``wraps`` a record may hold several sub-rows and a cell
    may run over several lines. Viterbi over cells × columns.
    """
    if not cells:
        return []
    count = len(columns)
    if len(cells) == count and all(fit(col, cell.plain) > _ILL for col, cell in zip(columns, cells, strict=True)):
        return [(0, j) for j in range(count)]
    best: list[list[tuple[float, int]]] = []
    for i, cell in enumerate(cells):
        row = []
        for j, col in enumerate(columns):
            score = _ONCE if wraps and col.role == "index" and i > j else fit(col, cell.plain)
            if i == 0:
                row.append((score - 0.15 * j, -1))
                continue
            answers = col.role == "completion" and _same_measure(cells[i - 1].plain, cell.plain)
            options = [
                (
                    best[i - 1][k][0]
                    + _step(k, j, columns, cell.plain, wraps)
                    + (_ANSWERS if answers and columns[k].role == "commitment" else 0.0),
                    k,
                )
                for k in range(count)
            ]
            gain, source = max(options)
            row.append((score + gain, source))
        best.append(row)
    j = max(range(count), key=lambda k: best[-1][k][0])
    path = [j]
    for i in range(len(cells) - 1, 0, -1):
        j = best[i][j][1]
        path.append(j)
    path.reverse()
    result, sub = [], 0
    for i, j in enumerate(path):
        if i and j < path[i - 1]:
            sub += 1
        result.append((sub, j))
    return result


def _same_measure(left: str, right: str) -> bool:
    """Whether two cells each end in a number of the same measure word: 改造操场6片 | 改造7片."""
    one, other = _MEASURED.search(left.rstrip("。;")), _MEASURED.search(right.rstrip("。;"))
    return one is not None and other is not None and one["unit"] == other["unit"]


def _step(k: int, j: int, columns: list[Column], plain: str, wraps: bool) -> float:
    if j == k + 1:
        return 0.0
    if j > k:
        return -0.3 * (j - k - 1)
    if not plain:
        return -0.05 if j == k else -9.0
    if j == k:
        return -0.9 if wraps and columns[j].role in _MERGES else -6.0
    return -1.6 if wraps else -9.0
