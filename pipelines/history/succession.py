"""Which later project continues which earlier one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pipelines.history.assignment import best_pairs
from pipelines.history.likeness import Evidence, Profile, one_promise, profile, statement_grams
from pipelines.history.overrides import Decisions
from pipelines.history.projects import Leads, Project
from pipelines.history.words import Corpus, Vector, added, corpus_of

# Below LINKED two projects stay apart; from DOUBTFUL to SURE a person is asked.
LINKED = 0.28
DOUBTFUL = 0.22
SURE = 0.38
# A second link of a project that has a better one (two merge, one splits) needs this much, and must explain this much that the better one
# does not.
SECOND = 0.34
ADDED = 0.08
# A promise that rested for some years is found again, if it reads much alike.
LONGEST_GAP = 4
AFTER_GAP = 0.45


@dataclass(frozen=True, slots=True)
class Link:
    """The later project continues the earlier one."""

    earlier: Project
    later: Project
    score: float
    reason: str
    is_reviewed: bool = False


def score_of(evidence: Evidence) -> float:
    """How sure it is that two projects of two years are one promise, 0 to 1."""
    words = 0.6 * evidence.wording + 0.4 * evidence.content
    if evidence.counted:
        # Things counted alike are strong evidence; things counted unlike are none against it, new targets come and go.
        words = max(words, 0.6 * words + 0.4 * evidence.counted)
    return round(min(1.0, words + 0.03 * evidence.same_lead), 4)


def _profiles(projects: Sequence[Project], corpus: Corpus, leads: Leads, *, as_promised: bool) -> dict[str, tuple[Profile, ...]]:
    """Profiles of projects. The later side is read as first promised alone, so that a link does not change when its delivery is loaded."""
    found = {}
    for p in projects:
        said = [s for s in (p.plan, p.delivery) if s is not None]
        if as_promised:
            said = said[:1]
        found[p.key] = tuple(profile(s, corpus, leads(s)) for s in said)
    return found


def _corpus(earlier: Sequence[Project], later: Sequence[Project]) -> Corpus:
    # One text a promise: as planned where the plan is known. What only a delivery names does not change how its year's promises are
    # weighed.
    texts = []
    for projects in (earlier, later):
        planned = [p.plan for p in projects if p.plan is not None]
        said = planned or [p.delivery for p in projects if p.delivery is not None]
        texts += [statement_grams(s) for s in said]
    return corpus_of(texts)


@dataclass(frozen=True, slots=True)
class _Pair:
    score: float
    reason: str
    earlier: Profile
    later: Profile


def _alike(earlier: Mapping[str, tuple[Profile, ...]], later: Mapping[str, tuple[Profile, ...]]) -> dict[tuple[str, str], _Pair]:
    """All pairs worth a look: those that share two pairs of characters or more, the best reading of each."""
    holders: dict[str, set[str]] = defaultdict(set)
    for name, profiles in later.items():
        for p in profiles:
            for gram in _said(p).weights:
                holders[gram].add(name)
    found: dict[tuple[str, str], _Pair] = {}
    for name, profiles in earlier.items():
        for p in profiles:
            meets = Counter(other for gram in _said(p).weights for other in holders.get(gram, ()))
            for other in sorted(o for o, shared in meets.items() if shared >= 2):
                for q in later[other]:
                    evidence = one_promise(p, q)
                    score = score_of(evidence)
                    if (name, other) not in found or score > found[name, other].score:
                        found[name, other] = _Pair(score, evidence.reason(), p, q)
    return found


def _said(p: Profile) -> Vector:
    return p.promise or p.result


def _second(pairs: Mapping[tuple[str, str], _Pair], taken: Mapping[str, str], side: int) -> list[tuple[str, str]]:
    """For each project without a partner on its ``side``: the best one that says what it says and the partner's first partner does not.

    ``taken`` leads from the other side to the project that has it already.
    """
    best: dict[str, tuple[float, tuple[str, str]]] = {}
    for names, pair in sorted(pairs.items()):
        mine, other = names[side], names[1 - side]
        rival = taken.get(other)
        if pair.score < SECOND or rival is None or mine in taken.values():
            continue
        rivals = pairs[(rival, other) if side == 0 else (other, rival)]
        ours, theirs, whole = (pair.earlier, rivals.earlier, pair.later) if side == 0 else (pair.later, rivals.later, pair.earlier)
        if added(_said(ours), _said(theirs), _said(whole)) >= ADDED and (mine not in best or pair.score > best[mine][0]):
            best[mine] = pair.score, names
    return [names for _, names in best.values()]


def _one_to_one(pairs: Mapping[tuple[str, str], _Pair], floor: float) -> list[tuple[str, str]]:
    left = {name: n for n, name in enumerate(sorted({a for a, _ in pairs}))}
    right = {name: n for n, name in enumerate(sorted({b for _, b in pairs}))}
    back = list(left), list(right)
    scores = {(left[a], right[b]): pair.score for (a, b), pair in pairs.items() if pair.score >= floor}
    return [(back[0][i], back[1][j]) for i, j in best_pairs(scores)]


def _between(
    earlier: Sequence[Project],
    later: Sequence[Project],
    leads: Leads,
    verdict: Callable[[Project, Project], bool | None],
    apart: int,
) -> tuple[list[Link], list[Link]]:
    """Links between the projects of two years, ``apart`` places from one another among the years known, and the doubtful pairs."""
    floor = LINKED if apart == 1 else AFTER_GAP
    corpus = _corpus(earlier, later)
    by_key = {p.key: p for p in (*earlier, *later)}
    pairs = _alike(
        _profiles(earlier, corpus, leads, as_promised=False),
        _profiles(later, corpus, leads, as_promised=True),
    )
    words = {(a.key, b.key): w for a in earlier for b in later if (w := verdict(a, b)) is not None}
    pairs = {names: pair for names, pair in pairs.items() if names not in words}
    chosen = [(names, "") for names in _one_to_one(pairs, floor)]
    if apart == 1:
        first = dict(names for names, _ in chosen)
        chosen += [(names, "merged: ") for names in _second(pairs, {b: a for a, b in first.items()}, 0)]
        chosen += [(names, "split: ") for names in _second(pairs, first, 1)]
    links = [Link(by_key[a], by_key[b], pairs[a, b].score, how + pairs[a, b].reason) for (a, b), how in chosen]
    reviewed = [Link(by_key[a], by_key[b], 1.0, "reviewed", True) for (a, b), word in words.items() if word]
    used = {name for names, _ in chosen for name in names}
    doubtful = [link for link in links if link.score < SURE]
    doubtful += [
        Link(by_key[a], by_key[b], pair.score, pair.reason)
        for (a, b), pair in pairs.items()
        if DOUBTFUL <= pair.score < floor and a not in used and b not in used
    ]
    return links + reviewed, doubtful


def successions(found: Sequence[Project], leads: Leads, decided: Decisions) -> tuple[list[Link], list[Link]]:
    """Links from year to year, and those that a person should confirm (among them pairs that were left apart).

    Neighbouring years first; then, for promises without successor and promises without predecessor, years that lie further apart.
    """
    by_place: dict[str, dict[int, list[Project]]] = defaultdict(lambda: defaultdict(list))
    for p in found:
        by_place[p.jurisdiction][p.year].append(p)
    reviewed = {item for pair in (*decided.joined, *decided.parted) for item in pair}

    def verdict(a: Project, b: Project) -> bool | None:
        if not reviewed:
            return None
        words = [decided.verdict(s, t) for s, _ in a.own for t, _ in b.own if s.key in reviewed and t.key in reviewed]
        return True if True in words else False if False in words else None

    links: list[Link] = []
    doubtful: list[Link] = []
    for _, years in sorted(by_place.items()):
        listed = sorted(years)
        for apart in range(1, len(listed)):
            for n, year in enumerate(listed[:-apart]):
                later_year = listed[n + apart]
                if later_year - year > LONGEST_GAP:
                    continue
                earlier, later = years[year], years[later_year]
                if apart > 1:
                    has_next, has_last = {k.earlier.key for k in links}, {k.later.key for k in links}
                    earlier, later = [p for p in earlier if p.key not in has_next], [p for p in later if p.key not in has_last]
                new, unsure = _between(earlier, later, leads, verdict, apart)
                links += new
                doubtful += unsure if apart == 1 else [k for k in unsure if k.score >= SURE]
    return links, doubtful
