"""What a report says of itself: the place, the date that its figures stand at, how many items it counts."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from pipelines.reports.lines import Line
from pipelines.reports.numerals import chinese

_PLACE = re.compile(
    r"^(?:关于)?(?:(?:19|20)\d\d年?度?)?(?P<place>(?:[\u4e00-\u9fff]{2,8}?(?:省|自治区))?(?:[\u4e00-\u9fff]{2,7}?(?:市|州|盟|地区))?(?:[\u4e00-\u9fff]{1,7}?(?:区|县|旗|市|新区|开发区))?)(?=(?:19|20)\d\d|[\u4e00-\u9fff]{0,6}(?:重要|重点|十|民生|实事|为民|政府|委))"
)
_AS_OF = re.compile(
    r"截[至止](?:(?P<year>20\d\d)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|底|末|份)?|(?:1|一)[-~至](?P<until>\d{1,2})月|(?P<half>上半年)|(?P<three>前三季度)|第?(?P<quarter>[一二三])季度"
)
_COUNT = re.compile(r"(?P<count>\d{1,4}|[一二三四五六七八九十]{1,3})(?:件|项|个)(?:[^,。;]{0,6}?(?:实事|项目|任务|事项))")


def jurisdiction_of(title: str) -> str | None:
    """The place that a title begins with, or None."""
    match = _PLACE.match(title)
    return match["place"] or None if match else None


def as_of(title: str, year: int | None) -> date | None:
    """The date that the figures of an interim report stand at, from its title (截至6月底, 1-9月份); None for a final one."""
    match = _AS_OF.search(title)
    if match is None:
        return None
    if match["year"]:
        year = int(match["year"])
    if year is None:
        return None
    if match["half"]:
        return date(year, 6, 30)
    if match["three"]:
        return date(year, 9, 30)
    month = 3 * ("一二三".index(match["quarter"]) + 1) if match["quarter"] else int(match["month"] or match["until"])
    if not 1 <= month <= 12:
        return None
    last = calendar.monthrange(year, month)[1]
    day = int(match["day"]) if match["day"] else last
    found = date(year, month, min(day, last))
    return None if found == date(year, 12, 31) else found


def stated_count(preface: Sequence[Line], year: int | None) -> tuple[int, str] | None:
    """How many items the preface says there are for ``year``, with its words: 24件实事."""
    for line in preface:
        for sentence in re.split(r"[。;]", line.plain):
            match = _COUNT.search(sentence)
            if match and (year is None or str(year) in sentence):
                number = match["count"]
                value = int(number) if number.isdigit() else chinese(number)
                if value is not None:
                    return int(value), match[0]
    return None
