"""Projects out of statements: one promise of one jurisdiction for one year, whatever documents speak of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pipelines.history.likeness import Profile, profile, statement_grams
from pipelines.history.model import Report, Statement
from pipelines.history.pairing import Doubt, Draft, Verdict, join
from pipelines.history.words import corpus_of
from pipelines.reports.keys import key

Leads = Callable[[Statement], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Project:
    """One promise. ``plan`` and ``delivery`` are the statements that decide; ``own`` are all items that belong to this project alone.

    ``how`` says in words how plan and delivery came together; ``score`` is null where only one side is known.
    """

    key: str
    natural_key: str
    jurisdiction: str
    year: int
    plan: Statement | None
    delivery: Statement | None
    deliveries: tuple[Statement, ...]
    own: tuple[tuple[Statement, bool], ...]
    score: float | None
    reason: str | None

    @property
    def promise(self) -> str:
        """The words of the promise: as planned, else as reported, else the result."""
        plan = self.plan.commitment if self.plan else ""
        delivery = (self.delivery.commitment or self.delivery.completion) if self.delivery else ""
        return plan or delivery


def _rank(report: Report, year: int) -> tuple[bool, date, int, date, str]:
    """Order in which deliveries of a year supersede one another: final after interim, then by the date that the figures stand at."""
    stands = report.as_of_on or date(max(report.report_year, year), 12, 31)
    return report.is_final, stands, report.report_year, report.published_on or date.min, report.key


def _documents(statements: Sequence[Statement], kind: str, year: int) -> list[list[Statement]]:
    """Statements of one kind by document: plans with the first published first (the promise), deliveries with the deciding one first."""
    by_report: dict[str, list[Statement]] = defaultdict(list)
    for s in statements:
        if s.kind == kind:
            by_report[s.report.key].append(s)
    documents = sorted(by_report.values(), key=lambda d: _rank(d[0].report, year), reverse=kind == "delivery")
    if kind == "plan":
        documents.sort(key=lambda d: (d[0].report.report_year, d[0].report.published_on or date.min, d[0].report.key))
    return documents


def _numbered(letter: str, statements: Sequence[Statement]) -> dict[str, str]:
    """The last part of the natural key of each statement: p7; where a number restarts under a new heading, p7.1 and p7.2."""
    often = Counter(s.item_no for s in statements)
    seen: Counter[int] = Counter()
    names = {}
    for s in sorted(statements, key=lambda s: s.position):
        seen[s.item_no] += 1
        names[s.key] = f"{letter}{s.item_no}" + (f".{seen[s.item_no]}" if often[s.item_no] > 1 else "")
    return names


def _labels(documents: Sequence[Sequence[Statement]], letter: str) -> dict[str, str]:
    """Labels over all documents of a kind; a later document's number that is taken already gets the document's place behind it."""
    labels: dict[str, str] = {}
    for place, document in enumerate(documents):
        for item_key, label in _numbered(letter, document).items():
            labels[item_key] = label if place == 0 or label not in labels.values() else f"{label}.{letter}{place + 1}"
    return labels


def _merged_elsewhere(drafts: Sequence[Draft]) -> dict[str, str]:
    """For a statement that joined several projects, the first statement of the one that it belongs to: the best scored."""
    owner: dict[str, tuple[tuple[bool, float], str]] = {}
    for draft in drafts:
        for joined in draft.joined:
            rank = (joined.how != "merged", joined.score)
            if joined.statement.key not in owner or rank > owner[joined.statement.key][0]:
                owner[joined.statement.key] = rank, draft.first.key
    return {item: first for item, (_, first) in owner.items()}


def _year_of(year: int, statements: Sequence[Statement], leads: Leads, verdict: Verdict) -> tuple[list[Project], list[Doubt]]:
    plans, deliveries = _documents(statements, "plan", year), _documents(statements, "delivery", year)
    telling = (plans or deliveries)[0]
    corpus = corpus_of(
        [statement_grams(s) for s in telling] + [statement_grams(s) for s in (deliveries[0] if plans and deliveries else [])]
    )
    profiles: dict[str, Profile] = {s.key: profile(s, corpus, leads(s)) for s in statements}
    drafts: list[Draft] = []
    doubts: list[Doubt] = []
    for document in [*plans, *deliveries]:
        doubts += join(drafts, document, profiles, verdict)
    labels = _labels(plans, "p") | _labels(deliveries, "d")
    owner = _merged_elsewhere(drafts)
    place = {d[0].report.key: n for n, d in enumerate(deliveries)}
    projects = [_project(draft, labels, owner, place) for draft in drafts]
    return projects, doubts


def _project(draft: Draft, labels: Mapping[str, str], owner: Mapping[str, str], place: Mapping[str, int]) -> Project:
    jurisdiction, year = draft.first.report.jurisdiction, draft.first.year
    delivered = [s for s in draft.statements if s.kind == "delivery"]
    latest = min((place[s.report.key] for s in delivered), default=0)
    deciding = [s for s in delivered if place[s.report.key] == latest]
    planned = [s for s in draft.statements if s.kind == "plan"]
    plan = planned[0] if planned else None
    scored = {j.statement.key: j for j in draft.joined}
    # Of a promise that was split, the part nearest to it speaks for it; of several documents, the latest.
    delivery = max(deciding, key=lambda s: (s.key not in scored or scored[s.key].how in ("one", "reviewed"), -s.position), default=None)
    match = scored.get(delivery.key) if delivery and plan else None
    own = [(s, s in deciding or s is plan) for s in draft.statements if owner.get(s.key, draft.first.key) == draft.first.key]
    natural_key = labels[plan.key] if plan else labels[delivery.key] if delivery else ""
    return Project(
        key(jurisdiction, year, natural_key),
        natural_key,
        jurisdiction,
        year,
        plan,
        delivery,
        tuple(deciding),
        tuple(own),
        match.score if match else None,
        match.reason if match else None,
    )


def projects(statements: Sequence[Statement], leads: Leads, verdict: Verdict) -> tuple[list[Project], list[Doubt]]:
    """All projects, ordered by jurisdiction, year and place in the year's plan; and the pairs of statements that a person should look
    at."""
    ordered = sorted(statements, key=lambda s: (s.report.jurisdiction, s.year, s.kind != "plan", s.report.key, s.position, s.key))
    found: list[Project] = []
    doubts: list[Doubt] = []
    for (_, year), group in groupby(ordered, key=lambda s: (s.report.jurisdiction, s.year)):
        here, doubtful = _year_of(year, list(group), leads, verdict)
        found += here
        doubts += doubtful
    return found, doubts
