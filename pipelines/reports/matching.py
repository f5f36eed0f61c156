"""Which actual answers which target of one project.

An actual answers a target in the same or a convertible unit that counts the same thing. Where a total is stated, its parts answer
nothing; without a total, parts that share the target's head noun add up. Every table row and every dated progress column is matched on its own.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.reports.indicators import generic
from pipelines.reports.model import Quantity
from pipelines.reports.quantities import Measure, base_unit

_TOTAL = re.compile(r"(?:共计|合计|总计|总共|累计|共)[\u4e00-\u9fff]{0,8}$")
_OF_WHICH = re.compile(r"其中")
_STARTED = re.compile(r"开工|启动|进场|启用")
_FINISHED = re.compile(r"完工|完成|建成|竣工|投用|投入使用")
_WORN = re.compile(
    r"[“”\"'()、,和与及]|新增设?|新建|改建|扩建|建成|建设|完成|实现|全年|累计|上半年|开展|举办|提供|实施|添加?|打造|推进|组织|增加|增设|安装|更换|引进|为|的|对"
)
_FOR_EACH = re.compile(r"(?:[^,。;]{0,4})每个?(?:[市区县乡镇街村社校班户人]|乡镇|街道|社区|学校|行政村|小区|单位|家庭)")
# Chosen, designed, registered: not done yet.
_PREPARED = re.compile(r"选址|选定|确定|形成|名单|设计|招标|立项|审批|报名|摸底|备选|储备|可研|铺|面层|桩基|路基|挖坑")
_BATCH = re.compile(r"首批|第[一二三四五\d]批|一期|二期")
_LOW = 0.12
_OWN = 0.5
# Every quantity is held against every other of its item. The longest real items state about 80; beyond this bound nothing is paired.
MOST_QUANTITIES = 400


@dataclass(frozen=True, slots=True)
class Pair:
    """A target answered by an actual; indexes into the two sequences given to ``pairs``."""

    target: int
    actual: int
    is_part: bool = False
    is_restatement: bool = False


def _grams(phrase: str) -> Counter[str]:
    worn = _WORN.sub("", phrase) or phrase
    return Counter(worn[i : i + 2] for i in range(len(worn) - 1)) if len(worn) > 1 else Counter([worn])


def likeness(left: str, right: str) -> float:
    """How alike two indicators are, 0 to 1: character pairs shared, with credit for the same ending (the head noun)."""
    a, b = _grams(left), _grams(right)
    total = sum(a.values()) + sum(b.values())
    dice = 2 * sum((a & b).values()) / total if total else 0.0
    smaller = min(sum(a.values()), sum(b.values()))
    inside = sum((a & b).values()) / smaller if smaller else 0.0
    head = 1.0 if left[-2:] == right[-2:] and len(left) > 1 else 0.0
    return 0.5 * dice + 0.3 * inside + 0.2 * head


def convertible(left: Quantity, right: Quantity) -> bool:
    """Whether two quantities can be compared: 人 and 名, 公里 and 米, 万元 and 元."""
    return base_unit(left.unit)[0] == base_unit(right.unit)[0] or ("" in (left.unit, right.unit) and "%" not in (left.unit, right.unit))


def in_unit(value: Decimal, unit: str, wanted: str) -> Decimal:
    """``value`` converted from one measure word to another of the same base."""
    return value * base_unit(unit)[1] / base_unit(wanted)[1]


def pairs(targets: Sequence[Quantity], actuals: Sequence[Quantity]) -> list[Pair]:
    """Targets with the actuals that answer them, from what they count alone (no positions needed)."""
    scored: list[tuple[float, int, int]] = []
    for i, target in enumerate(targets):
        for j, actual in enumerate(actuals):
            if not convertible(target, actual) or _is_increment(actuals, j):
                continue
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
        rivals = [k for k in open_ones if convertible(targets[k], target)]
        free = [j for j, a in enumerate(actuals) if j not in used and a.unit and convertible(a, target) and a.period == target.period]
        if len(rivals) > 1 or not free:
            continue
        best = min(free, key=lambda j: (_begun(actuals[j]), not actuals[j].is_standing, j))
        if not _PREPARED.search(actuals[best].indicator):
            found.append(Pair(i, best))
            used.add(best)
    return found


def _is_increment(actuals: Sequence[Quantity], j: int) -> bool:
    """Whether an actual is only what was added to the one behind it: 新增1203例,达8878例."""
    return j + 1 < len(actuals) and actuals[j + 1].is_standing and not actuals[j].is_standing and actuals[j].unit == actuals[j + 1].unit


def _begun(actual: Quantity) -> int:
    """0 for what is done, 1 for what has begun, 2 for what is only prepared."""
    return 2 if _PREPARED.search(actual.indicator) else 1 if _STARTED.search(actual.indicator) else 0


def _is_distributive(target: Quantity) -> bool:
    """Whether a target is so many for each of several places (每个县建成1个), which no total answers."""
    return bool(_FOR_EACH.match(target.indicator))


def _rank(all_of: Sequence[Quantity], index: int, quantity: Quantity) -> int:
    """Place among the quantities of its own unit."""
    base = base_unit(quantity.unit)[0]
    return sum(base_unit(q.unit)[0] == base for q in all_of[:index])


def _score(target: Quantity, actual: Quantity, targets: Sequence[Quantity], actuals: Sequence[Quantity]) -> float | None:
    if _is_distributive(target) and "每" not in actual.indicator:
        return None
    alike = likeness(target.indicator, actual.indicator)
    base = base_unit(target.unit)[0]
    rivals = [t for t in targets if base_unit(t.unit)[0] == base]
    if alike < _LOW:
        bare = not actual.unit or generic(actual.indicator)
        shared = len(set(_WORN.sub("", target.indicator)) & set(_WORN.sub("", actual.indicator))) >= 1
        if not bare and not (shared and len(rivals) == 1):
            return None
        alike = 0.1 if not bare else 0.2
    if "累计" in actual.indicator or "共" in actual.indicator[:2] or actual.is_standing:
        alike += 0.3
    if _begun(actual) and not _STARTED.search(target.indicator):
        if len(rivals) == 1 and any(_FINISHED.search(a.indicator) and not _begun(a) and convertible(a, target) for a in actuals):
            return None  # started works answer only where nothing more is reported
        alike -= 0.3
    if actual.period != target.period and actual.period is not None:
        alike -= 0.2
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
        if likeness(target.indicator, first.indicator) > 0.9 or _TOTAL.search(first.indicator) or not first.indicator.endswith(head):
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


def _same_unit_alone(target: Quantity, targets: Sequence[Quantity], head: str) -> bool:
    return sum(base_unit(t.unit)[0] == base_unit(target.unit)[0] and t.indicator.endswith(head) for t in targets) == 1


def breakdowns(found: Sequence[Measure]) -> set[int]:
    """Indexes of quantities that only divide a stated total: after 其中, or a run of one unit that adds up to a neighbour's total."""
    result: set[int] = set()
    for i, measure in enumerate(found):
        clause = max(measure.plain.rfind(mark, 0, measure.at) for mark in "。;\n") + 1
        which = measure.plain.find("其中", clause, measure.at)
        whole = [m for m in found[:i] if m.piece == measure.piece and clause <= m.at < which] if which >= 0 else []
        if whole and convertible(whole[-1].quantity, measure.quantity) and not _only_begun(whole[-1].quantity, measure.quantity):
            result.add(i)
    for i, measure in enumerate(found):
        quantity = measure.quantity
        if quantity.role not in ("actual", "target") or quantity.unit == "%" or i in result:
            continue
        same = [
            j
            for j, m in enumerate(found)
            if m.piece == measure.piece and j != i and m.quantity.unit == quantity.unit and m.quantity.role == quantity.role
        ]
        for run in (_run_before(same, i), _run_after(same, i)):
            if len(run) >= 2 and sum(found[j].quantity.value for j in run) == quantity.value:
                result.update(run)
    return result


def _only_begun(whole: Quantity, part: Quantity) -> bool:
    """Whether a total was only started and its part is done: 16处工程已开工,其中5处建成通水 has done 5."""
    return bool(_STARTED.search(whole.indicator)) and bool(_FINISHED.search(part.indicator))


def _run_before(same: list[int], i: int) -> list[int]:
    run: list[int] = []
    for j in reversed([s for s in same if s < i]):
        if j != i - len(run) - 1:
            break
        run.append(j)
    return run


def _run_after(same: list[int], i: int) -> list[int]:
    run: list[int] = []
    for j in (s for s in same if s > i):
        if j != i + len(run) + 1:
            break
        run.append(j)
    return run


def matched(found: list[Measure]) -> list[Quantity]:
    """The quantities of one item with ``matches``, ``is_part``, ``is_breakdown`` and ``is_restatement`` filled in."""
    if len(found) > MOST_QUANTITIES:
        return [m.quantity for m in found]
    divided = breakdowns(found)
    found = [replace(m, quantity=replace(m.quantity, is_breakdown=True)) if i in divided else m for i, m in enumerate(found)]
    promised = [m for m in found if m.quantity.role == "target" and m.quantity.field == "commitment"]
    restated = [m for m in found if m.quantity.role == "target" and m.quantity.field == "completion" and m.cell is None]
    answers: dict[str, tuple[str, bool, bool]] = {}
    again = {
        r.quantity.id
        for r in restated
        if any(r.quantity.value == p.quantity.value and convertible(r.quantity, p.quantity) for p in promised)
    }
    for snapshot in _snapshots(found):
        done = [m.quantity for m in snapshot if m.cell is None and m.quantity.role == "actual" and m.column != "progress"]
        actuals = [q for q in done if not q.is_breakdown]
        rows = {m.row for m in snapshot}
        local = [m.quantity for m in promised if m.row in rows] or [m.quantity for m in promised]
        targets = local + [m.quantity for m in restated if m.quantity.id not in again and m.piece in {s.piece for s in snapshot}]
        for pair in pairs(targets, actuals):
            answers[actuals[pair.actual].id] = (targets[pair.target].id, pair.is_part, pair.is_restatement)
        answers |= _by_ratio(targets, actuals, answers, [m.quantity.value for m in snapshot if m.quantity.role == "stated_ratio"])
        answers |= _of_their_own(targets, [q for q in done if q.is_breakdown], {answers[q.id][0] for q in actuals if q.id in answers})
    answers |= _in_matrix(found, promised)
    result = []
    for measure in found:
        quantity = measure.quantity
        if quantity.id in answers:
            target, part, restatement = answers[quantity.id]
            quantity = replace(quantity, matches=target, is_part=part, is_restatement=restatement)
        elif quantity.id in again:
            quantity = replace(quantity, is_restatement=True)
        result.append(quantity)
    return result


def _by_ratio(
    targets: Sequence[Quantity], actuals: Sequence[Quantity], answers: dict[str, tuple[str, bool, bool]], ratios: Sequence[Decimal]
) -> dict[str, tuple[str, bool, bool]]:
    """Actuals that only together make the ratio which the report states: 市本级9处、旗县14处 against 20 with 115%."""
    found: dict[str, tuple[str, bool, bool]] = {}
    for target in targets:
        first = next((q for q in actuals if answers.get(q.id) == (target.id, False, False)), None)
        if first is None or not target.value or not ratios:
            continue
        free = [q for q in actuals if q is first or (q.id not in answers and q.unit == first.unit)]
        whole = 100 * sum((in_unit(q.value, q.unit, target.unit) for q in free), Decimal(0)) / target.value
        alone = 100 * in_unit(first.value, first.unit, target.unit) / target.value
        if len(free) > 1 and any(abs(whole - r) < 1 <= abs(alone - r) for r in ratios):
            found |= {q.id: (target.id, True, False) for q in free}
    return found


def _of_their_own(targets: Sequence[Quantity], parts: Sequence[Quantity], answered: set[str]) -> dict[str, tuple[str, bool, bool]]:
    """Parts of a total that answer a target of their own: 其中困难人员就业1318人 against 其中困难人员就业1200人."""
    found: dict[str, tuple[str, bool, bool]] = {}
    for target in targets:
        alike = [
            (likeness(target.indicator, p.indicator), -n, p) for n, p in enumerate(parts) if p.id not in found and convertible(p, target)
        ]
        if target.id not in answered and alike and max(alike)[0] >= _OWN:
            found[max(alike)[2].id] = (target.id, False, False)
    return found


def _in_matrix(found: list[Measure], promised: list[Measure]) -> dict[str, tuple[str, bool, bool]]:
    """Answers inside a flattened table: the number below the target of its column; the total answers the promise itself."""
    targets = {(m.piece, m.cell.row, m.cell.column): m for m in found if m.cell and m.cell.is_target}
    answers = {}
    for measure in found:
        if measure.cell is None or measure.cell.is_target:
            continue
        above = targets.get((measure.piece, measure.cell.row - 1, measure.cell.column))
        if above is None:
            continue
        whole = next((p for p in promised if measure.cell.is_total and p.quantity.value == above.quantity.value), above)
        answers[measure.quantity.id] = (whole.quantity.id, False, False)
    return answers


def _snapshots(found: list[Measure]) -> list[list[Measure]]:
    """Completion measures that stand for one report of progress: a table row's cell each, all of a narrative together."""
    completion = [m for m in found if m.quantity.field == "completion"]
    tabular = any(m.column for m in completion)
    if not tabular:
        return [completion] if completion else []
    keys = sorted({(m.row, m.piece) for m in completion})
    return [[m for m in completion if (m.row, m.piece) == key] for key in keys]
