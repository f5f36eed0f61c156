"""Targets and the actuals that answer them, from what they count alone: also plan and delivery of different reports meet here.

An actual answers a target in the same or a convertible unit that counts the same thing. Without a total, parts that share the target's
head noun add up.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.reports.breakdowns import FINISHED, STARTED, is_increment
from pipelines.reports.conversion import base_unit, convertible, in_unit, of_one_scale
from pipelines.reports.indicators import generic
from pipelines.reports.likeness import WORN, likeness
from pipelines.reports.model import Quantity

_TOTAL = re.compile(r"(?:共计|合计|总计|总共|累计|共)[\u4e00-\u9fff]{0,8}$")
_FOR_EACH = re.compile(r"(?:[^,。;]{0,4})每个?(?:[市区县乡镇街村社校班户人]|乡镇|街道|社区|学校|行政村|小区|单位|家庭)")
# Chosen, designed, registered: not done yet.
_PREPARED = re.compile(r"主体|封顶|选址|选定|确定|形成|名单|设计|招标|立项|审批|报名|摸底|备选|储备|可研|装修|铺|面层|桩基|路基|挖坑")
_STANDARD, _PERCENT = (
    re.compile(r"每(?![年月季周天日])[人户处家所座个][\u4e00-\u9fff]|(?<!高)标准$|人均"),
    re.compile("[%‰点]"),
)
_PER_MANY = re.compile("每[百千万]")  # 每千人口托位数
_CHOSEN = re.compile(r"选址|选定|确定|遴选|筛选|名单|摸底|备选|储备|报名")
_BATCH = re.compile(r"首批|第[一二三四五\d]批|一期|二期")
_STAGE = re.compile(r"路基|基础|主体|桩基|框架|确定|选址|立项|招标|设计")  # a work on its way to its end
_SAME = 0.05  # the promised number itself
_STOCK = re.compile(r"全[省市区县州镇乡旗](?:累计|共有|总数|共)|现有|共有|保有量|总量|总数")
_UP_TO = re.compile(r"(?:扩充|扩大|增加|增长|提高|提升|达)[^,。;]{0,12}[至到]$")
_LOW = 0.12
_MOST_MADE = Decimal("1.2")
_NEARLY = Decimal("0.9")


@dataclass(frozen=True, slots=True)
class Pair:
    """A target answered by an actual; indexes into the two sequences given to ``pairs``."""

    target: int
    actual: int
    is_part: bool = False
    is_restatement: bool = False


def pairs(targets: Sequence[Quantity], actuals: Sequence[Quantity]) -> list[Pair]:
    """Targets with the actuals that answer them, from what they count alone (no positions needed)."""
    scored: list[tuple[float, int, int]] = []
    for i, target in enumerate(targets):
        for j, actual in enumerate(actuals):
            if (
                not convertible(target, actual)
                or not of_one_scale(target, actual)
                or _is_increment(actuals, j)
                or (_is_outdone(actuals, j) and not STARTED.search(target.indicator))
            ):
                continue
            if j and _is_outdone(actuals, j - 1):
                actual = replace(actual, indicator=STARTED.sub("", actuals[j - 1].indicator) + actual.indicator)
            score = _score(target, actual, targets, actuals)
            if score is not None:
                scored.append((score - 0.01 * abs(_rank(targets, i, target) - _rank(actuals, j, actual)), i, j))
    result: list[Pair] = []
    answered: set[int] = set()
    used: set[int] = set()
    for _, i, j in sorted(scored, key=lambda s: (-s[0], s[1], s[2])):
        if i in answered or j in used:
            continue
        answered.add(i)
        used.add(j)
        result.append(Pair(i, j))
    result = _with_parts(targets, actuals, result, used)
    result += _only_ones(targets, actuals, {p.target for p in result}, used)
    result = _made_up(targets, actuals, result, used)
    for j, actual in enumerate(actuals):
        if j in used:
            continue
        for i, target in enumerate(targets):
            if actual.period and (actual.period, actual.value, base_unit(actual.unit)[0]) == (
                target.period,
                target.value,
                base_unit(target.unit)[0],
            ):
                result.append(Pair(i, j, is_restatement=True))
                break
    return sorted(result, key=lambda p: (p.target, p.actual))


def _only_ones(targets: Sequence[Quantity], actuals: Sequence[Quantity], answered: set[int], used: set[int]) -> list[Pair]:
    """The one target of its unit that is still open, and what was done in that unit, whatever it is called: 解决5万人饮水安全 and 4.2万人受益."""
    found = []
    open_ones = [i for i, t in enumerate(targets) if i not in answered and t.unit not in ("", "%") and not _is_distributive(t)]
    for i in open_ones:
        target = targets[i]
        rivals = [k for k in open_ones if convertible(targets[k], target) and targets[k].period == target.period]
        free = [
            j
            for j, a in enumerate(actuals)
            if j not in used
            and a.unit
            and _is_standard(a) == _is_standard(target)
            and convertible(a, target)
            and of_one_scale(a, target)
            and a.period == target.period
        ]
        if len(rivals) > 1 or not free:
            continue
        best = min(free, key=lambda j: (_begun(actuals[j]), not actuals[j].is_standing, j))
        if not _PREPARED.search(actuals[best].indicator):
            found.append(Pair(i, best))
            used.add(best)
    return found


def _is_increment(actuals: Sequence[Quantity], j: int) -> bool:
    """Whether an actual is only what was added to the one behind it."""
    return j + 1 < len(actuals) and is_increment(actuals[j], actuals[j + 1])


def _is_outdone(actuals: Sequence[Quantity], j: int) -> bool:
    """Whether an actual is what has begun, and the one behind it what of that is finished: 老旧小区改造开工142个、完工38个."""
    after = actuals[j + 1] if j + 1 < len(actuals) else None
    return (
        after is not None
        and _begun(actuals[j]) == 1
        and after.unit == actuals[j].unit
        and FINISHED.search(after.indicator) is not None
        and generic(after.indicator)
    )


def _begun(actual: Quantity) -> int:
    """0 for what is done, 1 for what has begun, 2 for what is only prepared."""
    return 2 if _PREPARED.search(actual.indicator) else 1 if STARTED.search(actual.indicator) else 0


def _is_distributive(target: Quantity) -> bool:
    """Whether a target is so many for each of several places (每个县建成1个), which no total answers."""
    return bool(_FOR_EACH.match(target.indicator))


def _is_standard(quantity: Quantity) -> bool:
    """Whether a quantity is so much for each person or place."""
    if not any(word in quantity.indicator for word in ("每", "标准", "人均")):
        return False
    said = _STANDARD.search(quantity.indicator)
    return said is not None and not _PERCENT.search(quantity.unit) and (said[0] != "标准" or quantity.unit.endswith("元"))


def _rank(all_of: Sequence[Quantity], index: int, quantity: Quantity) -> int:
    """Place among the quantities of its own unit."""
    base = base_unit(quantity.unit)[0]
    return sum(base_unit(q.unit)[0] == base for q in all_of[:index])


def _score(target: Quantity, actual: Quantity, targets: Sequence[Quantity], actuals: Sequence[Quantity]) -> float | None:
    if _is_distributive(target) and "每" not in actual.indicator:
        return None
    if _is_standard(target) != _is_standard(actual) or (_PER_MANY.search(actual.indicator) and not _PER_MANY.search(target.indicator)):
        return None  # 每处不低于1000平方米 is not answered by a total
    if _CHOSEN.search(actual.indicator) and not _CHOSEN.search(target.indicator):
        return None
    if _UP_TO.search(target.indicator) and actual.indicator.startswith("新") and not actual.is_standing:
        return None  # 学位扩充至1800个 is not answered by what was added
    alike = likeness(target.indicator, actual.indicator)
    base = base_unit(target.unit)[0]
    rivals = [t for t in targets if base_unit(t.unit)[0] == base]
    if target.period is not None and actual.period is None and any(t.period is None for t in rivals):
        return None  # 每月至少1场,全年不少于12场: what the whole year brought answers the year
    rivals = [t for t in rivals if t.period in (target.period, actual.period)]
    if alike < _LOW:
        bare = not actual.unit or generic(actual.indicator)
        shared = len(set(WORN.sub("", target.indicator)) & set(WORN.sub("", actual.indicator))) >= 1
        if not bare and not (shared and len(rivals) == 1):
            return None
        alike = 0.1 if not bare else 0.2
    standing = _STOCK.search(actual.indicator) is not None or actual.indicator.startswith("有")
    whole_stock = standing and target.indicator.startswith(("新", "增", "添", "建"))  # 全县累计215个 are not the new ones
    if whole_stock and any(
        a is not actual and convertible(target, a) and not _STOCK.search(a.indicator) and a.indicator.startswith(("新", "增", "添", "今年"))
        for a in actuals
    ):
        return None
    if whole_stock:
        alike -= 0.3
    elif "累计" in actual.indicator or "共" in actual.indicator[:2] or actual.is_standing:
        alike += 0.3
    if actual.value == target.value and actual.unit == target.unit and not _STAGE.search(actual.indicator):
        alike += _SAME
    if _begun(actual) and not STARTED.search(target.indicator):
        if len(rivals) == 1 and any(FINISHED.search(a.indicator) and not _begun(a) and convertible(a, target) for a in actuals):
            return None  # started works answer only where nothing more is reported
        alike -= 0.3
    if actual.period != target.period:
        alike -= 0.2 if actual.period is not None or len(rivals) > 1 else 0.0
    return alike


def _with_parts(targets: Sequence[Quantity], actuals: Sequence[Quantity], found: list[Pair], used: set[int]) -> list[Pair]:
    """Parts that add up: two or more actuals in the target's unit, with its head noun, none of them the whole."""
    result = list(found)
    for pair in found:
        target = targets[pair.target]
        head = target.indicator[-2:]
        if target.unit in ("%", "") or len(head) < 2 or not _same_unit_alone(target, targets, head):
            continue
        first = actuals[pair.actual]
        shares = _shares(actuals, pair.actual, used)
        if len(shares) > 1:
            result.remove(pair)
            result += [Pair(pair.target, j, is_part=True) for j in shares]
            used.update(shares)
            continue
        by_verb = _by_verb(target, actuals, pair.actual, used)
        if by_verb:
            result.remove(pair)
            result += [Pair(pair.target, j, is_part=True) for j in by_verb]
            used.update(by_verb)
            continue
        if (
            target.indicator.endswith(first.indicator)
            or likeness(target.indicator, first.indicator) > 0.9
            or _TOTAL.search(first.indicator)
            or not first.indicator.endswith(head)
        ):
            continue
        more = [
            j
            for j, a in enumerate(actuals)
            if j not in used
            and a.unit == first.unit
            and a.indicator.endswith(head)
            and not a.is_breakdown
            and a.indicator != first.indicator
        ]
        if more:
            result.remove(pair)
            result += [Pair(pair.target, j, is_part=True) for j in sorted([pair.actual, *more])]
            used.update(more)
    return result


def _made_up(targets: Sequence[Quantity], actuals: Sequence[Quantity], found: list[Pair], used: set[int]) -> list[Pair]:
    """Actuals that only together make the one target of their unit: 春季栽植8600株,秋季栽植4100株 against 1.2万株."""
    result = list(found)
    for pair in found:
        target, first = targets[pair.target], actuals[pair.actual]
        alone = [p for p in result if p.target == pair.target]
        if (
            len(alone) > 1
            or pair.is_part
            or not target.value
            or target.unit in ("", "%")
            or sum(convertible(t, target) for t in targets) > 1
        ):
            continue
        free = [
            j
            for j, a in enumerate(actuals)
            if j == pair.actual or (j not in used and a.unit == first.unit and not _begun(a) and not _is_increment(actuals, j))
        ]
        made = sum((in_unit(actuals[j].value, actuals[j].unit, target.unit) for j in free), Decimal(0))
        if len(free) > 1 and _TOTAL.search(first.indicator) is None and target.value <= made <= target.value * _MOST_MADE:
            if in_unit(first.value, first.unit, target.unit) >= target.value * _NEARLY:
                continue
            result.remove(pair)
            result += [Pair(pair.target, j, is_part=True) for j in free]
            used.update(free)
    return result


def _shares(actuals: Sequence[Quantity], first: int, used: set[int]) -> list[int]:
    """The actuals that one thing was done in: first and second batch, or 分别 at several places (分别建成6.5公里、4.1公里)."""
    unit = actuals[first].unit
    free = [j for j, a in enumerate(actuals) if a.unit == unit and (j == first or j not in used)]
    if _BATCH.search(actuals[first].indicator):
        return [j for j in free if _BATCH.search(actuals[j].indicator)]
    if "分别" in actuals[first].indicator:
        return [
            first,
            *itertools.takewhile(
                lambda j: actuals[j].unit == unit and not actuals[j].indicator and j not in used, range(first + 1, len(actuals))
            ),
        ]
    return [first]


def _by_verb(target: Quantity, actuals: Sequence[Quantity], first: int, used: set[int]) -> list[int]:
    """The actuals that only say how each part of a joint promise was done: 新建22座、改建19座 against 新建改建公厕40座."""
    found = [
        j
        for j, a in enumerate(actuals)
        if a.unit == actuals[first].unit
        and 2 <= len(a.indicator) <= 3
        and a.indicator in target.indicator
        and (j == first or j not in used)
    ]
    return found if first in found and len({actuals[j].indicator for j in found}) == len(found) > 1 else []


def _same_unit_alone(target: Quantity, targets: Sequence[Quantity], head: str) -> bool:
    return sum(base_unit(t.unit)[0] == base_unit(target.unit)[0] and t.indicator.endswith(head) for t in targets) == 1
