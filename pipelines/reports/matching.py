"""Which actual answers which target of one project, where each of them stands in the text decided with.

Where a total is stated, its parts answer nothing. Every table row and every dated progress column is matched on its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.reports.breakdowns import breakdowns
from pipelines.reports.conversion import convertible, in_unit
from pipelines.reports.likeness import likeness
from pipelines.reports.model import Quantity
from pipelines.reports.pairing import pairs
from pipelines.reports.quantities import Measure

_OF_TARGET = re.compile(r"[^。;]{0,8}[,(]?(?:占|完成|为|达到?|超)?[^,。;\d]{0,8}(?:目标|任务|计划)[^,。;\d]{0,6}$")
_BESIDE_BOUND = re.compile(r"[,(]?(?:低于|高于|优于|超过|超出|好于)(?:了)?[^,。;\d]{0,8}$")
_OWN = 0.5
# Every quantity is held against every other of its item. The longest real items state about 80; beyond this bound nothing is paired.
MOST_QUANTITIES = 400
_FEWEST = 2


def matched(found: list[Measure]) -> list[Quantity]:
    """The quantities of one item with ``matches``, ``is_part``, ``is_breakdown`` and ``is_restatement`` filled in."""
    if len(found) > MOST_QUANTITIES:
        return [m.quantity for m in found]
    if len(found) < _FEWEST:
        return [m.quantity for m in found]
    divided = breakdowns(found)
    found = [replace(m, quantity=replace(m.quantity, is_breakdown=True)) if i in divided else m for i, m in enumerate(found)]
    if not any(m.quantity.field == "completion" for m in found):
        return [m.quantity for m in found]
    promised = [m for m in found if m.quantity.role == "target" and m.quantity.field == "commitment"]
    restated = [m for m in found if m.quantity.role == "target" and m.quantity.field == "completion" and m.cell is None]
    again = {
        r.quantity.id
        for r in restated
        if any(r.quantity.value == p.quantity.value and convertible(r.quantity, p.quantity) for p in promised)
    }
    beside = _said_beside(found)
    reported = {m.row for m in found if m.quantity.field == "completion"}
    answers = {actual: (target, False, False) for actual, target in beside.items()}
    for snapshot in _snapshots(found):
        done = [m.quantity for m in snapshot if m.cell is None and m.quantity.role == "actual" and m.column != "progress"]
        actuals = [q for q in done if not q.is_breakdown and q.id not in beside]
        rows = {m.row for m in snapshot}
        # A row without a result of its own leaves its promise to the results of the others: merged cells stand in the first row only.
        local = [m.quantity for m in promised if m.row in rows or m.row not in reported] or [m.quantity for m in promised]
        pieces = {s.piece for s in snapshot}
        own = [m.quantity for m in restated if m.quantity.id not in again and m.quantity.id not in beside.values() and m.piece in pieces]
        targets = local + own
        for pair in pairs(targets, actuals):
            answers[actuals[pair.actual].id] = (targets[pair.target].id, pair.is_part, pair.is_restatement)
        ratios = [m.quantity.value for m in found if m.quantity.role == "stated_ratio" and m.row in rows]
        answers |= _by_ratio(targets, actuals, answers, ratios)
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


def _said_beside(found: Sequence[Measure]) -> dict[str, str]:
    """Actuals with the target that stands in the words of their ratio, where the item's promise says none: 完成14.9公里,占目标任务20公里的74.5%."""
    if any(m.quantity.field == "commitment" and m.quantity.role == "target" for m in found):
        return {}
    answers = _in_turn(found)
    for before, measure in itertools.pairwise(found):
        beside = before.piece == measure.piece and before.quantity.role == "actual" and measure.quantity.role == "target"
        said = _OF_TARGET.match(measure.plain, before.end, measure.at) or _BESIDE_BOUND.match(measure.plain, before.end, measure.at)
        if beside and convertible(before.quantity, measure.quantity) and said:
            answers[before.quantity.id] = measure.quantity.id
    return answers


def _in_turn(found: Sequence[Measure]) -> dict[str, str]:
    """Plans and results of one sentence, as many of either: 计划实施安保工程220公里,现已完成241公里."""
    sentences: dict[tuple[int, int], list[Measure]] = {}
    for measure in found:
        start = max(measure.plain.rfind(mark, 0, measure.at) for mark in "。;\n")
        sentences.setdefault((measure.piece, start), []).append(measure)
    answers: dict[str, str] = {}
    for said in sentences.values():
        plans = [m.quantity for m in said if m.quantity.role == "target"]
        results = [m.quantity for m in said if m.quantity.role == "actual" and not m.quantity.is_breakdown]
        in_order = [m.quantity.role for m in said if m.quantity in plans or m.quantity in results]
        in_turn = bool(plans) and in_order == ["target"] * len(plans) + ["actual"] * len(plans)
        if in_turn and all(convertible(p, r) for p, r in zip(plans, results, strict=True)):
            answers |= {r.id: p.id for p, r in zip(plans, results, strict=True)}
    return answers


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
