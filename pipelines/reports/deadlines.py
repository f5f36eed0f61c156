"""By when: the date that a deadline's words mean."""

from __future__ import annotations

import calendar
import re
from datetime import date

_DATE = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年?|今年|本年|当年|(?P<next>明年|次年|下一?年))?[,]?(?:(?P<month>\d{1,2}|十一|十二|十|[一二三四五六七八九])月(?:份)?(?:(?P<day>\d{1,2})[日号]|(?P<part>上旬|中旬|下旬|底|末|初))?"
    r"|第?(?P<quarter>[一二三四1-4])季度[末底]?|(?P<half>上半年|下半年)[末底]?|(?P<whole>年底|年末|全年|年内|年终|年度内|底|末))"
)
_NUMERIC = re.compile(r"(?P<year>20\d\d)[./-](?P<month>\d{1,2})(?:[./-](?P<day>\d{1,2}))?(?:之?前)?")
_YEAR_ALONE = re.compile(r"(?<!\d)(?P<year>20\d\d)年?(?:完成|建成|底|末)?(?:前)?$")
_BY = re.compile(
    r"(?:(?:(?:19|20)\d\d年|今年|本年)?(?:\d{1,2}月(?:份|\d{1,2}[日号])?(?:[上中下]旬)?[底末]?|年[底末]|第?[一二三四]季度末?|上半年)(?:之前|以前|前)(?!(?:建成|竣工|完工|完成|出生|登记|注册|毕业|退役|投用|购买|参保)的)"
    r"|(?:(?:(?:19|20)\d\d年|今年)年?底|(?<=[,。;])年底)(?=[,完建投竣实基全达开启交])"
    r"|(?:(?:19|20)\d\d年|今年)?\d{1,2}月(?:份|底)?(?=投入使用|投用|完工|竣工|建成|交付|(?:对外)?开放|启用|开学|(?:正式)?(?:开业|运营|通车|通水|通气)))"
)
_MONTHS = {c: i for i, c in enumerate("一二三四五六七八九十", 1)} | {"十一": 11, "十二": 12}


def day_of(year: int, month: int, day: int) -> date | None:
    """The day that three numbers name, or None where there is none such."""
    return date(year, month, day) if 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1] else None


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def deadline(text: str, year: int | None) -> date | None:
    """The last date that ``text`` names, or None: 8月底 is the last day of August of ``year``, 全年 and 年底 its 31 December."""
    if numeric := _NUMERIC.fullmatch(text.strip()):
        return _numeric(numeric)
    last: date | None = None
    known = year
    for match in _DATE.finditer(text):
        if match["year"]:
            known = int(match["year"])
        if match["next"] and year is not None:
            known = year + 1
        if known is None:
            continue
        named = _date_of(match, known)
        if named and (last is None or named >= last):
            last = named
    alone = _YEAR_ALONE.search(text) if last is None else None
    return date(int(alone["year"]), 12, 31) if alone else last


def _numeric(match: re.Match[str]) -> date | None:
    """The date of 2024.10 and 2024-08-31."""
    year, month = int(match["year"]), int(match["month"])
    if not 1 <= month <= 12:
        return None
    if match["day"] is None:
        return _month_end(year, month)
    return day_of(year, month, int(match["day"]))


def _date_of(match: re.Match[str], year: int) -> date | None:
    if match["whole"] or match["half"] == "下半年":
        return date(year, 12, 31)
    if match["half"]:
        return date(year, 6, 30)
    if match["quarter"]:
        quarter = match["quarter"]
        return _month_end(year, 3 * (int(quarter) if quarter.isdigit() else _MONTHS[quarter]))
    month = int(match["month"]) if match["month"].isdigit() else _MONTHS[match["month"]]
    if not 1 <= month <= 12:
        return None
    if match["day"]:
        return day_of(year, month, int(match["day"]))
    if match["part"] in ("上旬", "初"):
        return date(year, month, 10)
    if match["part"] == "中旬":
        return date(year, month, 20)
    return _month_end(year, month)


def deadline_in_promise(plain: str) -> tuple[int, int] | None:
    """Where a promise itself names its deadline (今年11月底前,…): the last such place."""
    places = [m.span() for m in _BY.finditer(plain)]
    whole = next((p for p in places if "年底" in plain[slice(*p)]), None)  # 年底前新增500个,其中6月底前完成200个
    return whole or (places[-1] if places else None)
