"""Decisions of a reviewer where rules cannot decide. Each names what it speaks of, the words it expects there, and a reason.

Kinds of entries in overrides.yml: ``link`` and ``unlink`` (two statements of one year, or two projects of two years), ``same_department``,
``renamed``, ``merged`` (names of departments), ``same_metric`` (two indicators). An entry whose words are no longer found is an error
that names file and entry: the source was mended, or the entry never fitted.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import yaml

from pipelines.history.model import HistoryError, Statement
from pipelines.history.reference import text

FILE = "pipelines/history/reference/overrides.yml"
_KINDS = {
    "link": ("jurisdiction", "from", "to"),
    "unlink": ("jurisdiction", "from", "to"),
    "same_department": ("jurisdiction", "name", "canonical"),
    "renamed": ("jurisdiction", "name", "canonical", "year"),
    "merged": ("jurisdiction", "name", "canonical", "year"),
    "same_metric": ("jurisdiction", "name", "canonical"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """A statement as an override points at it: year, plan or delivery, item number, and words that must stand in it."""

    year: int
    kind: str
    item_no: int
    expects: str


@dataclass(frozen=True, slots=True)
class Override:
    """One decision. ``places`` for link and unlink; ``name`` and ``canonical`` for the others; ``year`` of a rename or merger."""

    entry: str
    kind: str
    reason: str
    jurisdiction: str = ""
    places: tuple[Place, Place] | None = None
    name: str = ""
    canonical: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class References:
    """What people have decided. ``packaged()`` is what the repository holds."""

    overrides: tuple[Override, ...] = field(default=())

    @staticmethod
    def packaged() -> References:
        """The overrides of the repository."""
        return _packaged()

    @staticmethod
    def of(yaml_text: str, file: str = FILE) -> References:
        """The overrides of a YAML text: a list of entries. Raises HistoryError naming file and entry."""
        entries = yaml.safe_load(yaml_text) or []
        if not isinstance(entries, list):
            raise HistoryError(f"{file}: give a list of entries, each beginning with '- kind:'")
        return References(tuple(_override(e, f"{file}, entry {n}") for n, e in enumerate(entries, 1)))


@cache
def _packaged() -> References:
    return References.of(text("overrides.yml"))


def _override(entry: object, where: str) -> Override:
    if not isinstance(entry, Mapping):
        raise HistoryError(f"{where}: an entry has kind, reason and what it speaks of; found {entry!r}")
    kind, reason = entry.get("kind"), entry.get("reason")
    if kind not in _KINDS:
        raise HistoryError(f"{where}: kind is one of {', '.join(_KINDS)}, not {kind!r}")
    if not isinstance(reason, str) or not reason.strip():
        raise HistoryError(f"{where} ({kind}): say the reason")
    missing = [f for f in _KINDS[kind] if entry.get(f) in (None, "")]
    if missing:
        raise HistoryError(f"{where} ({kind}): {', '.join(missing)} is missing")
    unknown = sorted(set(entry) - {"kind", "reason", *_KINDS[kind]})
    if unknown:
        raise HistoryError(f"{where} ({kind}): it takes no {', '.join(map(str, unknown))}")
    if kind in ("link", "unlink"):
        places = (_place(entry["from"], where), _place(entry["to"], where))
        return Override(where, kind, reason, str(entry["jurisdiction"]), places)
    year = entry.get("year")
    if year is not None and not isinstance(year, int):
        raise HistoryError(f"{where} ({kind}): year is a whole number, not {year!r}")
    return Override(where, kind, reason, str(entry.get("jurisdiction", "")), None, str(entry["name"]), str(entry["canonical"]), year)


def _place(value: object, where: str) -> Place:
    if not isinstance(value, Mapping) or set(value) != {"year", "kind", "item_no", "expects"}:
        raise HistoryError(f"{where}: a statement is given as year, kind (plan or delivery), item_no and expects (words that stand in it)")
    if value["kind"] not in ("plan", "delivery") or not value["expects"]:
        raise HistoryError(f"{where}: kind is plan or delivery, and expects holds words of the statement")
    return Place(int(value["year"]), value["kind"], int(value["item_no"]), str(value["expects"]))


@dataclass(frozen=True, slots=True)
class Decisions:
    """Overrides found in the statements: pairs of item keys joined or parted, each with the entry that says so."""

    joined: Mapping[frozenset[str], Override]
    parted: Mapping[frozenset[str], Override]

    def verdict(self, a: Statement, b: Statement) -> bool | None:
        """True joins, False parts, None leaves it to the rules."""
        pair = frozenset((a.key, b.key))
        return True if pair in self.joined else False if pair in self.parted else None


def decisions(references: References, statements: Sequence[Statement]) -> Decisions:
    """The statements that link and unlink entries speak of. Raises HistoryError where one is not found or no longer says what the entry
    expects.

    Entries on jurisdictions without any statement here are left alone: they belong to another warehouse.
    """
    here = {s.report.jurisdiction for s in statements}
    joined: dict[frozenset[str], Override] = {}
    parted: dict[frozenset[str], Override] = {}
    for override in references.overrides:
        if override.places is None or override.jurisdiction not in here:
            continue
        first, second = (_found(override, place, statements) for place in override.places)
        for a in first:
            for b in second:
                (joined if override.kind == "link" else parted)[frozenset((a.key, b.key))] = override
    return Decisions(joined, parted)


def _found(override: Override, place: Place, statements: Sequence[Statement]) -> list[Statement]:
    at = [
        s
        for s in statements
        if (s.report.jurisdiction, s.year, s.kind, s.item_no) == (override.jurisdiction, place.year, place.kind, place.item_no)
    ]
    named = f"{override.jurisdiction} {place.year} {place.kind} item {place.item_no}"
    if not at:
        raise HistoryError(f"{override.entry} ({override.kind}): there is no {named}; correct the entry or take it out")
    found = [s for s in at if place.expects in s.commitment or place.expects in s.completion]
    if not found:
        says = (at[0].commitment or at[0].completion)[:40]
        raise HistoryError(
            f"{override.entry} ({override.kind}): {named} no longer says {place.expects!r} but {says!r}; correct the entry or take it out"
        )
    return found
