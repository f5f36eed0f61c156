"""Numerals in a stretch of text: which count something, with what measure word and bound, and which are something else.

Order of decision: a numeral inside a declared pattern (age, date, rank, name …) is that; a threshold in front of the noun that it defines
(20户以上自然村) is a grade; an Arabic numeral with a measure word is a quantity; a Chinese one only where it counts (两家, not 一体化);
an Arabic numeral that is none of these is left as unknown for the issues.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.reports import numerals, vocabulary
from pipelines.reports.model import Comparator, Period

_NUMBER = re.compile(
    r"(?P<num>\d{1,3}(?: 0\d\d)+(?![\d.])|\d{1,3}(?:,\d{3}){1,6}(?:\.\d+)?|\d+(?:\.\d+)?)(?P<m1>万亿|[百千]?[万亿]|千(?=[余多]?[户人个名套亩]))?(?P<more>余|[多几来](?!种(?:形式|方式|渠道|途径|措施)|样|元化|渠道|形式|层次))?(?P<m2>(?<=[余多几来])[百千]?[万亿])?"
    r"|(?:百分之)(?P<percent>[〇零一二两三四五六七八九十百]{1,12}(?:点[〇零一二三四五六七八九]{1,6})?)"
    r"|(?<![第每之几同统唯逐某这那任同万廿])(?P<han>[两一二三四五六七八九十廿][〇零一二两三四五六七八九十百千万亿]{0,12})(?P<hmore>[余多])?"
)
_LONGEST = 24  # a longer run of digits is an identifier, not a count
_DIGITS = re.compile(r"\d+")
_PERIOD = re.compile(r"(?:每个?|平均每)(?P<every>季度?|月|年|半年)|(?P<mean>年均|月均|季均)")
_PERIODS: dict[str, Period] = {
    "季": "quarter",
    "季度": "quarter",
    "月": "month",
    "年": "year",
    "年均": "year",
    "月均": "month",
    "季均": "quarter",
}
_PER = re.compile(r"/(?:[人户月年天日次亩台套张个生床]|平方米|小时|公里)+(?:[·/.](?:[月年天日次]))?")
_BRACKET = re.compile(r"\((?:户|间|人|套|处|个|次|座|台|栋|家|所|条)\)次?")
_RANGE = re.compile(r"(?:[-~—至到])(?=\d)")
_TAIL_UNITS_THAT_DEFINE = frozenset(
    ("元", "户", "人", "千伏", "平方米", "吨", "米", "公里", "亩", "公顷", "层", "千瓦", "床", "张", "年", "天", "平方公里", "头", "级")
)
_HEADS = re.compile(
    r"^\)?(?:的)?(?:[大中小]型|规模|农村|城镇|老旧|高层|行政|易地|集中|[\u4e00-\u9fff]{0,4}?)"
    r"(?:自然村|村|屯|寨|组|小区|企业|项目|单位|聚居|安置点|社区|线路|变电站|河流|水库|锅炉|工程|建筑|住宅|楼|学校|机构|家庭|商户|餐饮|场所|产业|大户|乡镇|县|市场|公园|绿地|道路|公路)"
)
_COUNTED_ONE = re.compile(r"一(?:所|座|处|家|栋|幢|台|辆|部|层|支|次(?=$|[,。;、)])|条(?=$|[,。;、)])|个(?=$|[,。;、)]))")
_CHINESE_PHRASE = re.compile(
    r"一[^,。;]一|[一二三四五六七八九十两]个(?:[一“”\"]|月|小时|多月|健全|维护|确立|坚持|文明|方面|转变)|两[个项](?:补贴|政策|确保)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A numeral found at ``start:end`` of a text. ``kind`` is quantity, a declared kind (age, date …), or unknown."""

    start: int
    end: int
    kind: str
    value: Decimal = Decimal(0)
    value_high: Decimal | None = None
    unit: str = ""
    comparator: Comparator = "eq"
    period: Period | None = None
    is_approximate: bool = False
    unknown_unit: bool = False


@cache
def _before() -> re.Pattern[str]:
    phrases = vocabulary.alternation([p for p in vocabulary.comparators("before") if p not in ("达到", "达", "近", "约")])
    return re.compile(
        rf"(?P<phrase>(?<![附最就邻远靠相临])近|(?<![节预契签合特制简条])约|(?<!不)(?:{phrases}))(?:在|为|至|到|达到|达|约|有|完成)?(?:每[人户年月天])*$"
        r"|(?P<least>至少|最少)(?:建成|建设|建|完成|新建|新增|增|开展|举办|办|组织|培育|打造|创建|改造|配备|配|设置|设|培训|安装|装|有|开)[^,。;、:\d]{0,14}$"
    )


_LEAST = re.compile("至少|最少")
_TAIL = "在为至到达约近有成人户年月天"  # what may stand between a bound and its number


@cache
def _last_of_bounds() -> frozenset[str]:
    """The characters that words for a bound end in: without one of them before a number nothing needs to be searched."""
    return frozenset(phrase[-1] for phrase in vocabulary.comparators("before")) | frozenset(_TAIL)


@cache
def _after() -> re.Pattern[str]:
    return re.compile(vocabulary.alternation(list(vocabulary.comparators("after"))))


@cache
def _unit_forms() -> tuple[dict[str, vocabulary.Unit], int]:
    return vocabulary.units(), max(map(len, vocabulary.units()))


def clause_start(plain: str, at: int, marks: str = ",。;:") -> int:
    """Where the clause that holds position ``at`` begins; at most 160 characters back, since no real clause is longer."""
    start = at - 160 if at > 160 else 0
    for mark in marks:
        found = plain.rfind(mark, start, at)
        if found >= start:
            start = found + 1
    return start


def unit_end(plain: str, start: int) -> int:
    """Where the measure word that begins at ``start`` ends; ``start`` where there is none. Composite forms are one word: 套(间), 人(户)次, 元/月."""
    forms, longest = _unit_forms()
    for length in range(min(longest, len(plain) - start), 0, -1):
        unit = forms.get(plain[start : start + length])
        if unit is None:
            continue
        end = start + length
        if any(plain.startswith(word, end) for word in unit.not_before):
            continue
        for composite in (_BRACKET, _PER):
            if match := composite.match(plain, end):
                end = match.end()
        return end
    return start


def declared_spans(plain: str) -> list[tuple[int, int, str]]:
    """Stretches of ``plain`` whose numerals count nothing: start, end, kind; leftmost first, no overlaps."""
    known = vocabulary.declared()
    by_start, kinds = known.by_start, known.kinds
    found: list[tuple[int, int, str]] = []
    done = 0
    for place in known.starts.finditer(plain):
        start = place.start()
        if start < done:
            if place.end() <= done:
                continue
            start = done
        match = by_start[plain[start]].match(plain, start) if plain[start] in by_start else None
        if match and match.lastgroup and match.end() > start:
            done = match.end()
            found.append((start, done, kinds[int(match.lastgroup[1:])]))
    return found


def _comparator(plain: str, start: int, end: int) -> tuple[Comparator | None, int]:
    """The bound that the words around ``start:end`` put on the number, and how far the words after it reach."""
    after = _after().match(plain, end)
    may_bound = start > 0 and (plain[start - 1] in _last_of_bounds() or _LEAST.search(plain, max(0, start - 24), start))
    before = _before().search(plain, max(0, start - 24), start) if may_bound else None
    if before:
        return vocabulary.comparators("before")[before["phrase"] or before["least"]], after.end() if after else end  # type: ignore[return-value]
    if after:
        return vocabulary.comparators("after")[after[0]], after.end()  # type: ignore[return-value]
    return None, end


def bound_before(plain: str) -> Comparator | None:
    """The bound that a text ends in: 失业率低于 is lt."""
    before = _before().search(plain, max(0, len(plain) - 24))
    return vocabulary.comparators("before")[before["phrase"] or before["least"]] if before else None  # type: ignore[return-value]


def _period(plain: str, start: int, unit: str) -> Period | None:
    """The period that the number at ``start`` is a rate of: the clause in front of it says 每季度, 每月, 年均. A share behind such a rate is none."""
    clause = clause_start(plain, start)
    found = list(_PERIOD.finditer(plain, clause, start))
    if not found or (unit == "%" and any(c.isdigit() for c in plain[found[-1].end() : start])):
        return None
    return _PERIODS.get(found[-1]["every"] or found[-1]["mean"])


def _defines_noun(plain: str, unit: str, end: int, start: int) -> bool:
    """Whether a number with 以上/以下 that ends at ``end`` only defines the noun that follows (10亿元以上项目)."""
    if unit not in _TAIL_UNITS_THAT_DEFINE:
        return False
    rest = plain[end : end + 12]
    if unit in ("户", "人") and re.match(r"[^,。;]{0,6}(?:家庭|群众|居民|学生|老人|儿童)", rest):
        return False  # 为5户以上困境儿童家庭 counts the families
    if unit == "元" and rest[:1].isdigit():  # 10亿元以上10个
        return True
    return bool(_HEADS.match(rest))


def _chinese_counts(plain: str, match: re.Match[str], unit: str) -> bool:
    numeral = match["han"]
    unit_entry = vocabulary.units().get(unit)
    if unit_entry is None or not unit_entry.counts_in_chinese:
        return False
    start = match.start()
    if _CHINESE_PHRASE.match(plain, start) or plain[start - 1 : start] in ("“", "‘", "《", "「"):
        return False
    if numeral == "一":
        bounded = _comparator(plain, start, match.end())[0] in ("ge", "gt", "le")
        return bounded or bool(_COUNTED_ONE.match(plain, start))
    return True


def _arabic_value(match: re.Match[str]) -> Decimal:
    multiplier = match["m1"] or match["m2"] or ""
    value = numerals.arabic(match["num"])
    for character in multiplier:
        value *= numerals.MULTIPLIERS[character]
    return value


def tokens(plain: str) -> list[Token]:
    """All numerals of a text, in order; quantities without a measure word have the unit ''."""
    numbers = list(_NUMBER.finditer(plain))
    if not numbers:
        return []
    declared = declared_spans(plain)
    found: list[Token] = []
    inside_units: set[int] = set()
    ends = iter(declared)
    current = next(ends, None)
    done = 0
    for match in numbers:
        start = match.start()
        while current and current[1] <= start:
            current = next(ends, None)
        if start < done or (current and current[0] <= start < current[1]):
            continue
        token = _token(plain, match)
        if token is None:
            continue
        if current and current[0] < token.end:
            if not (match.end() <= current[0] and current[1] <= token.end):
                continue  # a declared stretch that begins inside wins, all of it, unless it is only letters of the measure word: 33万m2
            inside_units.add(current[0])
        found.append(token)
        done = token.end
    found += [Token(a, b, kind) for a, b, kind in declared if a not in inside_units]
    found.sort(key=lambda t: (t.start, t.end))
    return _with_unknown(plain, found)


def _with_unknown(plain: str, found: list[Token]) -> list[Token]:
    """The tokens, and each digit that none of them holds as unknown: nothing vanishes."""
    result: list[Token] = []
    at = 0
    for token in [*found, Token(len(plain), len(plain), "end")]:
        for digits in _DIGITS.finditer(plain, at, token.start):
            result.append(Token(digits.start(), digits.end(), "unknown"))
        result.append(token)
        at = max(at, token.end)
    return result[:-1]


def _token(plain: str, match: re.Match[str]) -> Token | None:
    start, end = match.span()
    if end - start > _LONGEST:
        return None
    if match["percent"]:
        value = numerals.chinese(match["percent"].split("点")[0])
        fraction = match["percent"].partition("点")[2]
        if value is None:
            return None
        if fraction:
            value += Decimal("0." + "".join(str(numerals.chinese(c)) for c in fraction))
        comparator, _ = _comparator(plain, start, end)
        return Token(start, end, "quantity", value, unit="%", comparator=comparator or "eq", is_approximate=comparator == "approx")
    after_space = end + 1 if plain[end : end + 1] == " " else end
    stop = unit_end(plain, after_space)
    if stop == after_space:
        stop = end
    unit = plain[after_space:stop] if stop > end else ""
    if match["han"]:
        value = numerals.chinese(match["han"])
        if value is None or not _chinese_counts(plain, match, unit):
            return None
        more = match["hmore"]
    else:
        value, more = _arabic_value(match), match["more"]
    high = None
    if not unit or unit == "%":
        high, unit, stop = _range(plain, end if not unit else stop, unit, stop)
    elif _RANGE.match(plain, stop):
        high, unit, stop = _range(plain, stop, unit, stop)
    comparator, reach = _comparator(plain, start, stop)
    if reach > stop and _defines_noun(plain, unit, reach, start):
        return Token(start, reach, "grade")
    approximate = bool(more) or comparator == "approx"
    if more and comparator is None:
        comparator = "approx"
    unknown = not unit and bool(re.match(r"[\u4e00-\u9fff]", plain[stop : stop + 1]))
    return Token(start, stop, "quantity", value, high, unit, comparator or "eq", _period(plain, start, unit), approximate, unknown)


def _range(plain: str, at: int, unit: str, stop: int) -> tuple[Decimal | None, str, int]:
    """The upper end of a range that goes on at ``at``: 2-3个, 30%-50%."""
    dash = _RANGE.match(plain, at)
    second = _NUMBER.match(plain, dash.end()) if dash else None
    if not second or not second["num"]:
        return None, unit, stop
    end = unit_end(plain, second.end())
    if end == second.end() and not unit:
        return None, unit, stop
    return _arabic_value(second), plain[second.end() : end] or unit, end
