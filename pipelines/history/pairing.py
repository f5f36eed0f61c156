"""Which delivery item reports on which promise of the year: one to one by best total agreement, then splits and mergers among the rest.

A ``Project`` under construction gathers statements of one promise; sets of statements (a plan, a restated plan, the final delivery, an
interim one) join it one after the other, the most telling first.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipelines.history.assignment import best_pairs
from pipelines.history.likeness import Evidence, Profile, plan_and_delivery
from pipelines.history.model import Statement
from pipelines.history.words import added

# Below LINKED two statements stay apart; down to DOUBTFUL a person is asked about those that nothing else claims, and up to SURE about
# those that were joined.
LINKED = 0.30
DOUBTFUL = 0.20
SURE = 0.45
# A statement whose partner already has a better one belongs there too only if it explains this much that the better one does not.
ADDED = 0.08
_FEWEST = 2

Verdict = Callable[[Statement, Statement], bool | None]


@dataclass(frozen=True, slots=True)
class Joined:
    """A statement that belongs to a project, with the score and reason of the judgement. ``how``: one, split, merged, reviewed."""

    statement: Statement
    score: float
    reason: str
    how: str = "one"


@dataclass(slots=True)
class Draft:
    """A project in the making: its first statement (the plan item, where a plan is known) and those that joined."""

    first: Statement
    joined: list[Joined] = field(default_factory=list)

    @property
    def statements(self) -> list[Statement]:
        """All statements of the project, the first one first."""
        return [self.first, *(j.statement for j in self.joined)]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two statements that a person should look at."""

    left: Statement
    right: Statement
    score: float
    reason: str


def score_of(evidence: Evidence, counts: bool) -> float:
    """How sure it is that a delivery item reports on a promise, 0 to 1; ``counts`` says whether the promise states a number at all."""
    words = 0.65 * max(evidence.wording, 0.9 * evidence.content) + 0.35 * evidence.content
    if counts:
        words = 0.62 * words + 0.26 * evidence.counted + 0.12 * evidence.numbers
    return round(min(1.0, words + 0.05 * evidence.same_number + 0.05 * evidence.same_lead), 4)


def _judged(draft: Draft, statement: Statement, profiles: dict[str, Profile]) -> tuple[float, Evidence] | None:
    """The best score of a statement against those of a project; none where they share no two pairs of characters."""
    best: tuple[float, Evidence] | None = None
    said = profiles[statement.key].everything.weights.keys()
    for known in draft.statements:
        if len(said & profiles[known.key].everything.weights.keys()) < _FEWEST:
            continue
        evidence = plan_and_delivery(profiles[known.key], profiles[statement.key])
        score = score_of(evidence, bool(known.targets))
        if best is None or score > best[0]:
            best = score, evidence
    return best


def join(drafts: list[Draft], newcomers: Sequence[Statement], profiles: dict[str, Profile], verdict: Verdict) -> list[Doubt]:
    """Joins the statements of one document to the projects that they speak of; the rest become projects of their own. Returns what is
    doubtful.

    ``verdict`` is a reviewer's word on two statements: True joins, False parts, None leaves it to the score.
    """
    judged: dict[tuple[int, int], tuple[float, Evidence]] = {}
    scores: dict[tuple[int, int], float] = {}
    reviewed: set[tuple[int, int]] = set()
    for i, draft in enumerate(drafts):
        for j, newcomer in enumerate(newcomers):
            words = [verdict(known, newcomer) for known in draft.statements]
            if False in words:
                continue
            found = _judged(draft, newcomer, profiles)
            if found is None and True in words:
                found = 0.0, plan_and_delivery(profiles[draft.first.key], profiles[newcomer.key])
            if found is None:
                continue
            judged[i, j] = found
            if True in words:
                reviewed.add((i, j))
            elif judged[i, j][0] >= LINKED:
                scores[i, j] = judged[i, j][0]
    taken_rows, taken_columns = {i for i, _ in reviewed}, {j for _, j in reviewed}
    free = {p: s for p, s in scores.items() if p[0] not in taken_rows and p[1] not in taken_columns}
    chosen = best_pairs(free)
    chosen += _last_ones(judged, {i for i, _ in chosen} | taken_rows, {j for _, j in chosen} | taken_columns)
    doubts = [Doubt(drafts[i].first, newcomers[j], *_said(judged[i, j])) for i, j in chosen if judged[i, j][0] < SURE]
    additions: list[tuple[int, Joined]] = [
        (i, Joined(newcomers[j], judged[i, j][0], "reviewed: " + judged[i, j][1].reason(), "reviewed")) for i, j in sorted(reviewed)
    ]
    additions += [(i, Joined(newcomers[j], *_said(judged[i, j]))) for i, j in chosen]
    used_rows = taken_rows | {i for i, _ in chosen}
    used_columns = taken_columns | {j for _, j in chosen}
    firsts = [profiles[d.first.key] for d in drafts]
    arrivals = [profiles[n.key] for n in newcomers]
    together = [*chosen, *sorted(reviewed)]
    split = _left_over(scores, (firsts, arrivals), dict(together), 1)
    merged = _left_over(scores, (firsts, arrivals), {j: i for i, j in together}, 0)
    for how, pairs in (("split", split), ("merged", merged)):
        for i, j in pairs:
            additions.append((i, Joined(newcomers[j], judged[i, j][0], f"{how}: " + judged[i, j][1].reason(), how)))
            doubts.append(Doubt(drafts[i].first, newcomers[j], judged[i, j][0], f"{how}: " + judged[i, j][1].reason()))
            used_rows.add(i)
            used_columns.add(j)
    open_rows = [i for i in range(len(drafts)) if i not in used_rows]
    open_columns = [j for j in range(len(newcomers)) if j not in used_columns]
    doubts += [
        Doubt(drafts[i].first, newcomers[j], *_said(judged[i, j]))
        for i in open_rows
        for j in open_columns
        if (i, j) in judged and judged[i, j][0] >= DOUBTFUL
    ]
    for i, addition in additions:
        drafts[i].joined.append(addition)
    drafts += [Draft(newcomers[j]) for j in open_columns]
    return doubts


def _last_ones(judged: dict[tuple[int, int], tuple[float, Evidence]], rows: set[int], columns: set[int]) -> list[tuple[int, int]]:
    """Doubtful pairs that nothing else comes near: both without a partner, and no other pair of either comes near two thirds of it.

    文化惠民演出活动60场 was reported as 首都市民系列文化活动28场、周末演出41场: few words shared, but with no other promise at all.
    """
    best_of_row: dict[int, list[float]] = {}
    best_of_column: dict[int, list[float]] = {}
    for (i, j), (score, _) in judged.items():
        best_of_row.setdefault(i, []).append(score)
        best_of_column.setdefault(j, []).append(score)
    found = []
    for (i, j), (score, evidence) in sorted(judged.items()):
        if i in rows or j in columns or not DOUBTFUL <= score < LINKED or not (evidence.counted or evidence.same_lead):
            continue
        others = sorted(best_of_row[i])[-2:-1] + sorted(best_of_column[j])[-2:-1]
        if score == max(best_of_row[i]) == max(best_of_column[j]) and all(1.5 * other <= score for other in others):
            found.append((i, j))
    return found


def _said(judged: tuple[float, Evidence]) -> tuple[float, str]:
    return judged[0], judged[1].reason()


def _left_over(
    scores: dict[tuple[int, int], float], sides: tuple[Sequence[Profile], Sequence[Profile]], partner: dict[int, int], side: int
) -> list[tuple[int, int]]:
    """For each row (side 0) or column (side 1) without a partner: the best of the other side that says what it says and its rival does not.

    ``partner`` leads from the other side to the rival that it is joined with already. Two promises to inspect food and drugs read much
    alike; the one that was dropped must not pass for a part of the other.
    """
    best: dict[int, tuple[float, tuple[int, int]]] = {}
    for pair, score in sorted(scores.items()):
        mine, other = pair[side], pair[1 - side]
        rival = partner.get(other)
        if rival is None or mine in partner.values():
            continue
        ours = sides[side][mine].promise or sides[side][mine].result
        if added(ours, sides[side][rival].everything, sides[1 - side][other].everything) < ADDED:
            continue
        if mine not in best or score > best[mine][0]:
            best[mine] = score, pair
    return [pair for _, pair in (best[k] for k in sorted(best))]
