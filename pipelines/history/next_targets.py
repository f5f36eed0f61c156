"""Which target of a later project sets again what a target of an earlier one set: 阻梯装置 200 and then 100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipelines.history.assignment import best_pairs
from pipelines.history.attainment import Attainment, stated
from pipelines.history.succession import Link
from pipelines.reports.conversion import convertible
from pipelines.reports.likeness import likeness

# Of two targets in one unit that a link of projects brings together, this much of what they count must agree.
_ALIKE = 0.45

Keyed = Sequence[tuple[str, Attainment]]


def next_targets(links: Sequence[Link], attained: Mapping[str, Keyed]) -> dict[str, str]:
    """Attainment key to the key of the next target of the same thing, by the best link of its project; ``attained`` holds the keyed targets of
    each project by its key.
    """
    found: dict[str, str] = {}
    for link in sorted(links, key=lambda k: (k.later.year, -k.score, k.earlier.key, k.later.key)):
        earlier = [(name, stated(a.judge)) for name, a in attained.get(link.earlier.key, ()) if name not in found]
        later = [(name, stated(a.judge)) for name, a in attained.get(link.later.key, ())]
        scores: dict[tuple[int, int], float] = {}
        for i, (_, old) in enumerate(earlier):
            for j, (_, new) in enumerate(later):
                alike = max(likeness(old.indicator, new.indicator), _ALIKE if len(earlier) == len(later) == 1 else 0.0)
                if alike >= _ALIKE and convertible(old, new) and old.period == new.period:
                    # Of 停车位 and 有偿错时共享停车位, alike to 共享停车位, the one that says more of it.
                    scores[i, j] = alike + 0.001 * len(set(old.indicator) & set(new.indicator))
        found |= {earlier[i][0]: later[j][0] for i, j in best_pairs(scores)}
    return found
