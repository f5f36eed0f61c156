"""Quantities that only divide a total which is stated too: they answer no target and must not be added to it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from decimal import Decimal

from pipelines.reports.conversion import convertible
from pipelines.reports.model import Quantity
from pipelines.reports.quantities import Measure

PREPARED = re.compile(r"选址|选定|点位确定|完成设计|招标|立项")
_DIVIDES = re.compile(r"其中|(?<=[。;,:(\n])(?:包括|含)[:,]?")
_DIVIDED = re.compile(r"[(:]|其中|包括|含|分别|分布|共|合计|总计|为")
_SUMMED = re.compile(r"共|合计|总计|累计")
_LARGE = 10  # smaller numbers add up by chance
STARTED = re.compile(r"开工|启动|进场|启用|施工$")
FINISHED = re.compile(r"完工|完成|建成|竣工|投用|投入使用")


def breakdowns(found: Sequence[Measure]) -> set[int]:
    """Indexes of quantities that only divide a stated total: after 其中, or a run of one unit that adds up to a neighbour's total."""
    result: set[int] = set()
    for i, measure in enumerate(found):
        clause = max(measure.plain.rfind(mark, 0, measure.at) for mark in "。;\n") + 1
        which = _DIVIDES.search(measure.plain, clause, measure.at)
        opens = which is not None and which.start() <= clause + 1  # 已建39所。其中,幼儿园11所
        before = found[:i] if opens else [m for m in found[:i] if m.at >= clause]
        whole = [
            m for m in before if m.piece == measure.piece and which and m.at < which.start() and m.quantity.role == measure.quantity.role
        ]
        if opens:
            whole = [m for m in whole if convertible(m.quantity, measure.quantity) and not m.quantity.is_breakdown][:1]
        if whole and convertible(whole[-1].quantity, measure.quantity) and not _only_begun(whole[-1].quantity, measure.quantity):
            result.add(i)
    for i, (measure, after) in enumerate(itertools.pairwise(found)):
        if (measure.piece, measure.row) == (after.piece, after.row) and is_increment(measure.quantity, after.quantity):
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
            adds_up = len(run) >= 2 and sum(found[j].quantity.value for j in run) == quantity.value
            if adds_up and (quantity.value >= _LARGE or _is_total(found, i, min(run), max(run))):
                result.update(run)
        if quantity.value >= _LARGE and i not in result:
            result.update(_adding_up(found, [j for j in same if j > i], quantity.value))
    return result


def _adding_up(found: Sequence[Measure], later: Sequence[int], whole: Decimal) -> list[int]:
    """The first of the later quantities of one unit, with others between them, that add up to a total: 1721套,其中A(828套)已完成90%;B(893套)已完成85%."""
    total = Decimal(0)
    for count, j in enumerate(later, 1):
        total += found[j].quantity.value
        if total >= whole:
            return list(later[:count]) if total == whole and count > 1 else []
    return []


def _is_total(found: Sequence[Measure], i: int, first: int, last: int) -> bool:
    """Whether words say that small numbers beside each other are a total and its parts: 共建成3处, 3处(公园2处、书房1处)."""
    measure = found[i]
    after = measure.plain[measure.end : found[first].at] if first > i else measure.plain[found[last].end : measure.at]
    return _DIVIDED.search(after) is not None or _SUMMED.search(measure.plain, max(0, measure.at - 8), measure.at) is not None


def is_increment(quantity: Quantity, following: Quantity) -> bool:
    """Whether a number is only what was added to the one behind it: 新增1203例,达8878例."""
    same = quantity.role == following.role and quantity.unit == following.unit != "%"
    return same and following.is_standing and not quantity.is_standing and following.value > quantity.value


def _only_begun(whole: Quantity, part: Quantity) -> bool:
    """Whether a total was only started and its part is done: 16处工程已开工,其中5处建成通水 has done 5."""
    return bool(STARTED.search(whole.indicator) or PREPARED.search(whole.indicator)) and bool(FINISHED.search(part.indicator))


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
