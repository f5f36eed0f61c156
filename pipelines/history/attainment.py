"""Every target of a project with what answers it: the promise as planned and as reported, the comparable actuals, and the report's own
ratio."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from pipelines.history.assignment import best_pairs
from pipelines.history.model import Quantity, Statement
from pipelines.history.projects import Project
from pipelines.history.units import comparable, converted, convertible
from pipelines.reports import pairing
from pipelines.reports.likeness import likeness
from pipelines.reports.model import Quantity as Stated

# Two targets of plan and delivery are one promise from this agreement on: the same value alone is enough, or indicators that mostly agree.
_SAME_TARGET = 0.45
# Where the parser, which sees the whole text, found no answer, an actual must count much the same thing as the target was planned to.
_ANSWERS = 0.30
_BORDERS = "，,；;。！!\n"


@dataclass(frozen=True, slots=True)
class Attainment:
    """One target. ``actuals``: comparable quantities with whether each is a part. ``actual`` is in the unit of the target that judges."""

    planned: Quantity | None
    reported: Quantity | None
    repeated: tuple[Quantity, ...] = ()
    actuals: tuple[tuple[Quantity, bool], ...] = ()
    basis: str = "none"
    actual: Decimal | None = None
    ratio: Quantity | None = None
    ratio_is_excess: bool = False

    @property
    def judge(self) -> Quantity:
        """The target that attainment is judged against: the promise as planned, else as reported."""
        target = self.planned or self.reported
        assert target is not None
        return target

    @property
    def ratio_in_percent(self) -> Decimal | None:
        """The report's own ratio, in percent of the target: 超额完成23.2% is 123.2."""
        if self.ratio is None:
            return None
        return self.ratio.value + 100 if self.ratio_is_excess else self.ratio.value

    def rests_on(self) -> list[tuple[Quantity, str, bool]]:
        """The quantities that the attainment rests on, with role and whether each is a part."""
        rows = [
            (q, role, False)
            for q, role in ((self.planned, "planned_target"), (self.reported, "reported_target"), (self.ratio, "stated_ratio"))
            if q
        ]
        rows += [(q, "reported_target", False) for q in self.repeated]
        return rows + [(q, "actual", part) for q, part in self.actuals]


@dataclass(slots=True)
class _Open:
    planned: Quantity | None
    reported: Quantity | None
    repeated: list[Quantity] = field(default_factory=list)

    @property
    def first(self) -> Quantity:
        """The target as first promised."""
        target = self.planned or self.reported
        assert target is not None
        return target


def stated(quantity: Quantity) -> Stated:
    """The quantity as the parser's matching takes it; its place in the text is no evidence across documents."""
    return Stated(
        quantity.key,
        "commitment" if quantity.field == "commitment" else "completion",
        quantity.text,
        quantity.text,
        0,
        0,
        quantity.value,
        quantity.unit,
        quantity.comparator,  # type: ignore[arg-type]
        quantity.role,  # type: ignore[arg-type]
        quantity.indicator,
        period=quantity.period,  # type: ignore[arg-type]
        is_restatement=quantity.is_restatement,
        is_breakdown=quantity.is_breakdown,
    )


def _same_target(planned: Quantity, reported: Quantity) -> float:
    if not convertible(planned.unit, reported.unit) or planned.period != reported.period:
        return 0.0
    alike = likeness(planned.indicator, reported.indicator)
    equal = converted(planned.value, planned.unit, reported.unit) == reported.value
    return 0.55 * alike + 0.45 * equal


def _targets(plan: Sequence[Quantity], reported: Sequence[Quantity]) -> list[_Open]:
    """One entry per target: planned ones in the order of the plan, then those that only the delivery states. A target said again joins
    its first."""
    firsts: list[Quantity] = []
    again: list[Quantity] = []
    for q in reported:
        (again if q.is_restatement and firsts else firsts).append(q)
    scores = {(i, j): s for i, p in enumerate(plan) for j, r in enumerate(firsts) if (s := _same_target(p, r)) >= _SAME_TARGET}
    partner = dict(best_pairs(scores))
    found = [_Open(p, firsts[partner[i]] if i in partner else None) for i, p in enumerate(plan)]
    found += [_Open(None, r) for j, r in enumerate(firsts) if j not in partner.values()]
    for q in again:
        near = max(found, key=lambda f: _same_target(f.reported, q) if f.reported else 0.0)
        near.repeated.append(q)
    return found


def _clause(statement: Statement, quantity: Quantity) -> str:
    """The clause that a number stands in, without the number, where it holds no other: 建设3个布局合理、智慧便捷的“一刻钟便民生活圈”."""
    text = statement.commitment if quantity.field == "commitment" else statement.completion
    at = text.find(quantity.text)
    if at < 0 or text.count(quantity.text) > 1:
        return ""
    start = max(text.rfind(mark, 0, at) for mark in _BORDERS) + 1
    ends = [i for mark in _BORDERS if (i := text.find(mark, at + len(quantity.text))) >= 0]
    clause = text[start:at] + text[at + len(quantity.text) : min(ends, default=len(text))]
    alone = not any(q is not quantity and q.field == quantity.field and q.text in clause for q in statement.quantities)
    return clause if alone else ""


def _answers(found: Sequence[_Open], actuals: Sequence[Quantity], clauses: Mapping[str, str]) -> dict[int, list[tuple[Quantity, bool]]]:
    """Actuals by the place of the target that they answer: as the parser matched them, and across documents where the delivery states no
    such target."""
    place = {q.key: n for n, f in enumerate(found) for q in (f.reported, *f.repeated) if q is not None}
    answers: dict[int, list[tuple[Quantity, bool]]] = {n: [] for n in range(len(found))}
    left: list[Quantity] = []
    for q in actuals:
        places = [(place[t], part) for t, part in q.answers.items() if t in place]
        for n, part in places:
            answers[n].append((q, part))
        if not places:
            left.append(q)
    wholes, divided = [q for q in left if not q.is_breakdown], [q for q in left if q.is_breakdown]
    everyone = range(len(found))
    for waiting, candidates, floor, by_clause in (
        ([n for n in everyone if found[n].reported is None], wholes, 0.0, False),
        # The promise may name as planned what the report words otherwise.
        ([n for n in everyone if found[n].planned], wholes, _ANSWERS, False),
        # 其中初中学位3500个 is answered by 其中初中学位3560个: a part of the promise by that part of the result.
        ([n for n in everyone if found[n].first.is_breakdown], divided, _ANSWERS, False),
        ([n for n in everyone if found[n].planned], wholes, _ANSWERS, True),
    ):
        unanswered = [n for n in waiting if not any(comparable(found[n].first, q) for q, _ in answers[n])]
        taken = {q.key for listed in answers.values() for q, _ in listed}
        free = [stated(q) for q in candidates if q.key not in taken]
        by_key = {q.key: q for q in candidates}
        targets = [stated(found[n].first) for n in unanswered]
        if by_clause:
            targets = [replace(t, indicator=clauses.get(t.id) or t.indicator) for t in targets]
        for pair in _wholes_alone(targets, free, pairing.pairs(targets, free)):
            target, actual = targets[pair.target], free[pair.actual]
            if likeness(target.indicator, actual.indicator) >= floor or pair.is_part:
                answers[unanswered[pair.target]].append((by_key[actual.id], pair.is_part))
    return answers


def _wholes_alone(targets: Sequence[Stated], actuals: Sequence[Stated], found: Sequence[pairing.Pair]) -> list[pairing.Pair]:
    """The pairs, without other parts where one actual names just what the target names: 检修设备1.2万台 adds nothing to
    更新电采暖设备2870台."""
    kept: list[pairing.Pair] = []
    for pair in found:
        rivals = [p for p in found if p.target == pair.target and p.is_part]
        named = [p for p in rivals if actuals[p.actual].indicator in targets[p.target].indicator]
        if not pair.is_part or not named:
            kept.append(pair)
        elif pair == named[0]:
            kept.append(replace(pair, is_part=False))
    return kept


def _restates(target: Quantity, actual: Quantity) -> bool:
    """Does the actual only repeat the rule (每季度不少于1次)? A rate that was measured is stated as equal, not as a bound."""
    same = actual.value == target.value and actual.comparator == target.comparator
    return actual.is_restatement or (target.period is not None and same and target.comparator != "eq")


def _judged(opened: _Open, answers: Sequence[tuple[Quantity, bool]]) -> Attainment:
    target = opened.first
    repeated = tuple(opened.repeated)
    fitting = [(q, part) for q, part in answers if comparable(target, q)]
    parts = [(q, True) for q, part in fitting if part]
    wholes = [(q, False) for q, part in fitting if not part]
    if wholes:
        measured = [w for w in wholes if not _restates(target, w[0])]
        # Of several totals the one that counts the target's own thing; the later one of equals (上半年…, 全年…).
        chosen = max(measured or wholes, key=lambda w: (likeness(target.indicator, w[0].indicator), w[0].order))
        value = converted(chosen[0].value, chosen[0].unit, target.unit)
        return Attainment(opened.planned, opened.reported, repeated, (chosen,), "single" if measured else "restated", value)
    if parts:
        total = sum((converted(q.value, q.unit, target.unit) for q, _ in parts), Decimal(0))
        return Attainment(opened.planned, opened.reported, repeated, tuple(parts), "sum_of_parts" if len(parts) > 1 else "single", total)
    return Attainment(opened.planned, opened.reported, repeated)


def attainments(project: Project) -> list[Attainment]:
    """The targets of a project in the order of its plan, then those that only the delivery states."""
    plan = project.plan.targets if project.plan else []
    reported = [t for d in project.deliveries for t in d.targets]
    actuals = [a for d in project.deliveries for a in d.actuals]
    found = _targets(plan, reported)
    clauses = {q.key: _clause(project.plan, q) for q in plan} if project.plan else {}
    answers = _answers(found, actuals, clauses)
    judged = [_judged(opened, answers[n]) for n, opened in enumerate(found)]
    return with_ratios(judged, project.deliveries)


_EXCESS = re.compile("超(?:额完成|计划|任务|目标|过|出)?[\u4e00-\u9fff]{0,6}$")


def with_ratios(judged: Sequence[Attainment], deliveries: Sequence[Statement]) -> list[Attainment]:
    """The attainments with the report's own ratios, where these pair off with answering actuals without doubt.

    A run of ratios follows a run of answers: one count and its rate, or 新开工11万套、建成13.21万套,分别完成年度任务的100%、100.1%. One
    rate over several counts (整体完成率111.5%) belongs to none of them; one behind a single count of its sentence or ；-clause belongs to that.
    """
    place: Mapping[str, int] = {q.key: n for n, a in enumerate(judged) for q, _ in a.actuals}
    ratio: dict[int, tuple[Quantity, bool]] = {}
    for delivery in deliveries:
        run: list[int] = []
        beside = 0  # how many of the run stand in the ratio's own clause
        ratios: list[tuple[Quantity, bool]] = []
        for q, before in [*_with_words_before(delivery), (None, "")]:
            if q is not None and q.role == "stated_ratio":
                beside = 0 if _PARTED.search(before) or _OF_ALL.search(before) else beside
                ratios.append((q, _is_excess(delivery, q)))
                continue
            if ratios:
                if len(ratios) == len(run):
                    ratio.update(zip(run, ratios, strict=True))
                elif len(ratios) == beside == 1:
                    ratio[run[-1]] = ratios[0]
                run, ratios = [], []
            if _PARTED.search(before):
                beside = 0
            if q is not None and q.key in place and place[q.key] not in run:
                run.append(place[q.key])
                beside += 1
    stated_ones = [(q, _is_excess(d, q)) for d in deliveries for q in d.quantities if q.role == "stated_ratio"]
    if not ratio and len(judged) == len(stated_ones) == 1:
        ratio[0] = stated_ones[0]  # one promise and one rate: 装300套 and 已完成年度目标任务的55%
    return [replace(a, ratio=ratio[n][0], ratio_is_excess=ratio[n][1]) if n in ratio else a for n, a in enumerate(judged)]


_PARTED = re.compile("[;；。]")
_OF_ALL = re.compile("整体|总体|综合|平均|均")


def _with_words_before(delivery: Statement) -> Iterator[tuple[Quantity, str]]:
    """The quantities of a result in order, each with the words between it and the one before."""
    at = 0
    for q in delivery.quantities:
        found = delivery.completion.find(q.text, at) if q.field == "completion" else -1
        yield q, delivery.completion[at:found] if found >= 0 else ""
        at = found + len(q.text) if found >= 0 else at


def _is_excess(delivery: Statement, ratio: Quantity) -> bool:
    """Does the ratio say how much more than the target was done? Then the words before it do, and it is less than the whole."""
    before, found, _ = delivery.completion.partition(ratio.text)
    return bool(found) and ratio.value < 100 and _EXCESS.search(before) is not None
