"""Quantities that only divide a total which is stated too: they answer no target and must not be added to it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.reports.conversion import convertible
from pipelines.reports.model import Quantity
from pipelines.reports.quantities import Measure

PREPARED = re.compile(r"选址|选定|点位确定|完成设计|招标|立项")
STARTED = re.compile(r"开工|启动|进场|启用")
FINISHED = re.compile(r"完工|完成|建成|竣工|投用|投入使用")


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
