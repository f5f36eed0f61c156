"""A short readable title of a promise: the clause around the first number it promises, without the figure and without what only leads up
to it."""

from __future__ import annotations

import re

from pipelines.history.model import Quantity, Statement
from pipelines.history.projects import Project
from pipelines.reports.text import plain_of

_LONGEST = 30
_SHORTEST = 4
_CLAUSE = re.compile("[,;。!?:\n]")
# What leads up to a promise and is none: 根据实际需求, 为满足居民日常生活需求, 通过改扩建等方式, 在充分利用现有床位的基础上.
_LEAD_UP = re.compile("^(?:根据|按照|围绕|结合|为满足|为更好|为进一步|通过|在.{2,30}基础上|以.{2,40}为重点|因地制宜|多渠道|多形式)")
_OPENING = re.compile(
    "^(?:其中|并|同时|全年|年内|持续|继续|进一步|积极|切实|确保|实现|保持|力争|加快|稳步|大力|"
    "根据.{2,16}?(?:需求|要求|情况)|按照.{2,16}?(?:要求|标准)|在?(?:本|辖|全)[区市县](?:内|各)?)+(?=.{4})"
)
_ONLY_WHEN = re.compile("^(?:全年|年内|今年|当年|目前|累计|其中|上半年|截至目前)+$")
_HERE = re.compile("(?:本区|辖区内?|区内|全区)(?=.)")
_BOUND = re.compile("(?:不少于|不低于|不小于|不高于|不超过|至少|超过|突破|达到?|(?<!签)约|近|超|逾|控制在|保持在|共)+$")
_AFTER_NUMBER = re.compile("^(?:以上|以内|左右|及以上|以下)+")
_OF_A_RATE = re.compile("^(?:完成|占|为|达到?)[^,;。]{0,8}(?:任务|目标|计划)(?:的|数)?$")
_NO_NAME = frozenset(("项目", "任务", "工程", "个项目", "其中"))
_LEADS_ON = ("对", "为", "给", "向", "按", "在", "将", "把")
_YEARS = re.compile("[(]?(?:19|20)\\d\\d[-~—至](?:(?:19|20)\\d\\d)?年?[)]?")
_LEAST = 2
_PAIRS = (("“", "”"), ("(", ")"), ("《", "》"), ("[", "]"))


def title(project: Project) -> str:
    """The title of a project, at most 30 characters, never empty where its statement has words."""
    statement = project.plan or project.delivery
    if statement is None:
        return ""
    field = "commitment" if statement.commitment else "completion"
    text = statement.commitment or statement.completion
    plain = plain_of(text)
    numbers = [plain_of(q.text) for q in statement.quantities if q.field == field]
    return (
        _name_line(plain)
        or _around_number(plain, _first_target(statement, field), numbers)
        or _first_clause(plain, numbers, _SHORTEST)
        or _first_clause(plain, numbers, _LEAST)
        or _shortened(plain.rstrip("。;,"))
    )


def _name_line(plain: str) -> str:
    """The name that a table puts above what is promised: 课后服务 ⏎ 34所学校全覆盖."""
    first, cut, _ = plain.partition("\n")
    named = cut and _SHORTEST <= len(first) <= _LONGEST and not re.search("\\d", first) and not first.endswith(("。", ";", ","))
    return _tidied(first) if named else ""


def words_around(statement: Statement, quantity: Quantity) -> str:
    """What a quantity's own clause says besides the number; empty where that is nothing, or where the number stands there twice."""
    plain = plain_of(statement.commitment if quantity.field == "commitment" else statement.completion)
    number = plain_of(quantity.text)
    if plain.count(number) != 1:
        return ""
    others = [plain_of(q.text) for q in statement.quantities if q.field == quantity.field]
    return _around_number(plain, number, others, alone=True)


def _first_target(statement: Statement, field: str) -> str:
    return next((plain_of(q.text) for q in statement.quantities if q.field == field and q.role == "target"), "")


def _around_number(plain: str, number: str, numbers: list[str], *, alone: bool = False) -> str:
    at = plain.find(number) if number else -1
    if at < 0:
        return ""
    borders = [m.start() for m in _CLAUSE.finditer(plain)]
    start = max((b + 1 for b in borders if b < at), default=0)
    end = min((b for b in borders if b >= at), default=len(plain))
    before = _BOUND.sub("", plain[start:at])
    after = _AFTER_NUMBER.sub("", plain[at + len(number) : end])
    if before.endswith("等"):  # 柳荫公园、…沿线绿地等|4处|全龄友好型公园改造提升: the noun after the number says what they are
        before = ""
    described = after.rfind("的")
    if "、" in after[: max(described, 0)] and len(after) - described > _SHORTEST:  # 3个|布局合理、智慧便捷的|“一刻钟便民生活圈”
        after = after[described + 1 :]
    words = _ONLY_WHEN.sub("", _tidied(before + _without(after, numbers)))
    if len(words) >= _SHORTEST or (alone and words):
        return words if len(words) >= _SHORTEST else ""
    earlier = [c for c in _CLAUSE.split(plain[: max(start - 1, 0)]) if c]
    return _tidied(_without(earlier[-1], numbers)) if earlier and not _LEAD_UP.match(earlier[-1]) else ""


def _first_clause(plain: str, numbers: list[str], shortest: int) -> str:
    for clause in _CLAUSE.split(plain):
        words = _tidied(_without(clause, numbers))
        if len(words) >= shortest and not _LEAD_UP.match(clause) and not _OF_A_RATE.search(words) and words not in _NO_NAME:
            return words
    return ""


def _without(words: str, numbers: list[str]) -> str:
    # A clause that goes on to another number ends there: 新建立体停车设施|、700个停车位.
    places = [m for n in numbers for m in re.finditer(rf"(?<![\d.]){re.escape(n)}", words)]
    cut = min((m.start() for m in places if m.start() >= _SHORTEST and not words[: m.start()].endswith(_LEADS_ON)), default=len(words))
    for start, end in sorted((m.span() for m in places if m.start() < cut), reverse=True):
        words = words[:start] + words[end:]
        cut -= end - start
    return words[:cut]


def _tidied(words: str) -> str:
    words = _HERE.sub("", _OPENING.sub("", _YEARS.sub("", words).strip(" 、,()").lstrip("和及")))
    for opening, closing in _PAIRS:
        if words.count(opening) != words.count(closing):
            words = words.replace(opening, "").replace(closing, "")
    return _BOUND.sub("", _shortened(words.strip(" 、,。").rstrip("和与及")))


def _shortened(words: str) -> str:
    if len(words) <= _LONGEST:
        return words
    listed = words.rfind("等", 0, len(words) - _SHORTEST)  # 对低保户、…困难群众等|分层分类开展社会救助
    if listed >= 0 and len(words) - listed - 1 <= _LONGEST:
        return words[listed + 1 :]
    cut = max(words.rfind(mark, _SHORTEST, _LONGEST) for mark in "、,;。和")
    return words[: cut if cut > 0 else _LONGEST]
