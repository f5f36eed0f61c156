"""What a report says of itself: the place, the date that its figures stand at, how many items it counts."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from pipelines.reports.deadlines import day_of
from pipelines.reports.lines import Line
from pipelines.reports.numerals import chinese

_PUBLISHED = re.compile(
    r"(?:发布|发文|成文|印发|公布|公开|生成)(?:日期|时间)\s{0,3}[:：]?\s{0,3}(?P<year>20\d\d)[-年/.](?P<month>\d{1,2})[-月/.](?P<day>\d{1,2})"
)
_DATELINE = re.compile(r"(?m)^[ \t]{0,40}\(?(?P<year>20\d\d)(?:年|[-/.])(?P<month>\d{1,2})(?:月|[-/.])(?P<day>\d{1,2})日?\)?[ \t]{0,40}$")
_AROUND = 2000
_TOP = 400
_PART = re.compile(r"其中|另有|剩余|其余|已有|还有|等$")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d年")
_PLACE = re.compile(
    r"^(?:关于)?(?:(?:19|20)\d\d年?度?)?(?P<place>(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,7}?(?:市|州|盟|地区))?(?:[\u4e00-\u9fff]{1,7}?(?:区|县|旗|市|新区|开发区))?)(?=(?:19|20)\d\d|[\u4e00-\u9fff]{0,6}(?:重要|重点|十|民生|实事|为民|政府|委))"
)
_AS_OF = re.compile(
    r"截[至止](?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底|末|份)?|(?:1|一)[-~至](?P<until>\d{1,2})月|(?P<half>上半年)|(?P<three>前三季度)|第?(?P<quarter>[一二三])季度"
    r"|(?P<only>\d{1,2})月(?:份)?(?=[^日底末前,。;]{0,16}(?:进展|推进|进度))|\((?P<closed>\d{1,2})月(?:份)?\)"
)
_MONTH = re.compile(r"(?P<month>\d{1,2})月(?:底|末|份)?(?!\d)")
_LATER = re.compile(r"下半年|全年|第?四季度|1[12]月|年[底末]")
_WHOLE = re.compile(r"全年|年度|年[底末]|^(?:完成|实际完成|办理|落实)情况$")
_UNDER_WAY = re.compile(r"(?:达到|超过)(?:序时|时间)?进度|序时进度|时间过半")
_HEAD = 14
_SENTENCE = 40
_FEWEST_DATED = 2
_COUNT = re.compile(r"(?P<count>\d{1,4}|[一二三四五六七八九十]{1,3})(?:件|项|个)(?:[^,。;]{0,6}?(?:实事|项目|任务|事项))")


def published_on(plain: str) -> date | None:
    """The date of publication that the words around the report name (发布日期:2024-01-05), or a line of its own below the title or at the end; or None."""
    for pattern, stretch in (
        (_PUBLISHED, plain[:_AROUND]),
        (_PUBLISHED, plain[-_AROUND:]),
        (_DATELINE, plain[:_TOP]),
        (_DATELINE, plain[-_TOP:]),
    ):
        match = pattern.search(stretch)
        if match and (day := day_of(*(int(match[name]) for name in ("year", "month", "day")))):
            return day
    return None


def jurisdiction_of(title: str) -> str | None:
    """The place that a title begins with, or None."""
    match = _PLACE.match(title)
    return match["place"] or None if match else None


def as_of(title: str, year: int | None) -> date | None:
    """The date that the figures of an interim report stand at, from its title (截至6月底, 1-9月份); None for a final one."""
    found = _date_of(_AS_OF.search(title), year)
    return None if found is None or (found.month, found.day) == (12, 31) else found


def as_of_results(columns: Sequence[str], results: Sequence[str], year: int | None) -> date | None:
    """The same where no title says it: from the names of the columns of results, or from the dates that most results begin with.

    A report at the year's end tells of November too, so only what stands before that is interim.
    """
    named = [d for name in columns if (d := _date_of(_AS_OF.search(name), year))]
    if named and not any(_WHOLE.search(name) for name in columns):
        return _before_november(named)
    dated = [d for text in results if not _LATER.search(text) and (d := _date_of(_AS_OF.search(text[:_HEAD]) or _MONTH.match(text), year))]
    return _before_november(dated) if len(dated) >= max(_FEWEST_DATED, 0.5 * len(results)) else None


def as_of_said(preface: Sequence[Line], year: int | None) -> date | None:
    """The same from a short sentence above the items: 42项任务1-6月进展."""
    said = [s for line in preface for s in re.split(r"[。;]", line.plain) if len(s) <= _SENTENCE and re.search("进展|推进|完成情况", s)]
    return next((d for s in said if (d := as_of(s, year))), None)


def under_way(preface: Sequence[Line]) -> bool:
    """Whether the overview measures the items against the time that has gone by, so that the year is not over."""
    return any(_UNDER_WAY.search(line.plain) for line in preface)


def _before_november(dates: Sequence[date]) -> date | None:
    latest = max(dates)
    return latest if latest.month < 11 else None


def _date_of(match: re.Match[str] | None, year: int | None) -> date | None:
    if match is None:
        return None
    groups = match.groupdict()
    if groups.get("year"):
        year = int(groups["year"])
    if year is None:
        return None
    if groups.get("half"):
        return date(year, 6, 30)
    if groups.get("three"):
        return date(year, 9, 30)
    month = (
        3 * ("一二三".index(groups["quarter"]) + 1)
        if groups.get("quarter")
        else int(next(n for k in ("month", "until", "only", "closed") if (n := groups.get(k))))
    )
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(groups["day"]) if groups.get("day") else last
    return date(year, month, min(day, last))


def stated_count(preface: Sequence[Line], year: int | None) -> tuple[int, str] | None:
    """How many items the preface says there are for ``year``, with its words: 24件实事."""
    said = [
        (s, m) for line in preface for s in re.split(r"[。;]", line.plain) if (m := _COUNT.search(s)) and not _PART.search(s, 0, m.start())
    ]
    of_year = [m for s, m in said if year is None or str(year) in s]
    of_none = [m for s, m in said if not _ANY_YEAR.search(s)]
    for match in of_year or of_none[:1]:
        number = match["count"]
        value = int(number) if number.isdigit() else chinese(number)
        if value is not None:
            return int(value), match[0]
    return None
