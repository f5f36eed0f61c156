"""Evidence that two statements speak of one promise, feature by feature, so that a score can say its reason.

A statement is read once into a ``Profile``; a pair of profiles gives ``Evidence``; the rules that weigh it stand in ``pairing`` (one
year, plan and delivery) and ``succession`` (from year to year).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.history.model import Quantity, Statement
from pipelines.history.units import base
from pipelines.history.words import Corpus, Vector, cosine, grams, held


@dataclass(frozen=True, slots=True)
class Counted:
    """One number of a statement: what it counts as a vector, its base unit, and its value in that unit."""

    what: Vector
    unit: str
    value: object
    role: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What a statement says, ready for comparison. ``everything`` holds commitment and completion together."""

    promise: Vector
    result: Vector
    everything: Vector
    counted: tuple[Counted, ...]
    leads: frozenset[str]
    item_no: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """``wording``: how alike the promises read. ``content``: how much of the shorter stands in the longer. ``counted``: best agreement of
    two indicators in one unit. ``numbers``: share of the numbers of one that the other repeats. All 0 to 1."""

    wording: float
    content: float
    counted: float
    numbers: float
    same_lead: bool
    same_number: bool

    def reason(self) -> str:
        """The evidence in words."""
        parts = [f"wording {self.wording:.2f}", f"content {self.content:.2f}"]
        if self.counted:
            parts.append(f"same thing counted {self.counted:.2f}")
        if self.numbers:
            parts.append(f"same numbers {self.numbers:.2f}")
        if self.same_lead:
            parts.append("same lead department")
        if self.same_number:
            parts.append("same item number")
        return ", ".join(parts)


def statement_grams(statement: Statement) -> Mapping[str, int]:
    """The pairs of characters of what a statement promises (of what it reports, where it repeats no promise)."""
    return grams(statement.commitment or statement.completion)


def profile(statement: Statement, corpus: Corpus, leads: frozenset[str]) -> Profile:
    """The profile of a statement, weighed by the promises of the years compared."""
    promise = grams(statement.commitment)
    result = grams(statement.completion)
    counted = tuple(_counted(q, corpus) for q in statement.quantities if q.role in ("target", "actual"))
    return Profile(corpus.vector(promise), corpus.vector(result), corpus.vector(promise + result), counted, leads, statement.item_no)


def _counted(quantity: Quantity, corpus: Corpus) -> Counted:
    unit, factor = base(quantity.unit)
    return Counted(corpus.vector(grams(quantity.indicator)), unit, quantity.value * factor, quantity.role)


# A text of two or three pairs of characters stands in almost any longer one; containment is trusted in proportion up to this many rare
# pairs.
_ENOUGH = 120.0


def _content(a: Vector, b: Vector) -> float:
    short, long = (a, b) if a.mass <= b.mass else (b, a)
    return held(short, long) * min(1.0, short.mass / _ENOUGH)


def _best_counted(a: Profile, b: Profile, roles: tuple[str, ...]) -> float:
    best = 0.0
    for left in a.counted:
        if left.role != "target":
            continue
        for right in b.counted:
            if right.role in roles and left.unit == right.unit and left.what and right.what:
                best = max(best, cosine(left.what, right.what))
    return best


def _numbers(a: Profile, b: Profile) -> float:
    ours = {(c.unit, c.value) for c in a.counted if c.role == "target"}
    theirs = {(c.unit, c.value) for c in b.counted if c.role == "target"}
    if not ours:
        return 0.0
    if theirs:
        return len(ours & theirs) / max(len(ours), len(theirs))
    # Results alone: done to the number is likely, but any other promise may have been done to that number too.
    done = {(c.unit, c.value) for c in b.counted}
    return 0.5 * len(ours & done) / len(ours)


def plan_and_delivery(plan: Profile, delivery: Profile) -> Evidence:
    """Evidence that a delivery reports on a plan's promise. Where the delivery does not repeat the promise, its result must speak of it."""
    said = delivery.promise or delivery.result
    wording = max(cosine(plan.promise, said), cosine(plan.promise, delivery.everything))
    return Evidence(
        wording,
        _content(plan.promise, delivery.everything),
        _best_counted(plan, delivery, ("target", "actual")),
        _numbers(plan, delivery),
        bool(plan.leads & delivery.leads),
        plan.item_no == delivery.item_no,
    )


def one_promise(earlier: Profile, later: Profile) -> Evidence:
    """Evidence that a later promise continues an earlier one. Item numbers shift from year to year and count for nothing."""
    said, again = earlier.promise or earlier.result, later.promise or later.result
    return Evidence(
        cosine(said, again),
        _content(said, again),
        _best_counted(earlier, later, ("target", "actual")),
        _numbers(earlier, later),
        bool(earlier.leads & later.leads),
        False,
    )
