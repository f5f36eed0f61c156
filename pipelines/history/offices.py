"""The departments of every jurisdiction: one row each under its canonical name, and every form seen with the reason it is that
department."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.history.departments import Change, Named, change_of, named, near_misses
from pipelines.history.model import HistoryError, Statement
from pipelines.history.overrides import Override, References
from pipelines.reports.keys import key

Place = tuple[str, str]  # jurisdiction code, name


@dataclass(frozen=True, slots=True)
class Offices:
    """Rows of the two department tables, names that may be slips (jurisdiction, unknown, known), and who leads a statement."""

    departments: list[dict[str, object]]
    names: list[dict[str, object]]
    near: list[tuple[str, str, str]]
    canonical: Mapping[Place, Named]
    changed: Mapping[Place, Change]

    def leads(self, statement: Statement) -> frozenset[str]:
        """The lead departments of a statement under the names that they bear today, groups left out."""
        code = statement.report.jurisdiction
        found = (self.canonical[code, written] for written in statement.leads)
        return frozenset(self._today(code, n.name) for n in found if n.kind != "group")

    def _today(self, code: str, name: str) -> str:
        for _ in range(8):  # a chain of renames; a circle in the tables must not hang
            change = self.changed.get((code, name))
            if change is None:
                break
            name = change.successor
        return name


def _reviewed(references: References, jurisdictions: set[str]) -> list[Override]:
    kinds = ("same_department", "renamed", "merged")
    return [o for o in references.overrides if o.kind in kinds and o.jurisdiction in jurisdictions]


def offices(statements: Sequence[Statement], references: References) -> Offices:
    """The departments that the statements name. Raises HistoryError where an override speaks of a name that no report holds any more."""
    written: dict[Place, str] = {}
    for s in statements:
        for name in (*s.leads, *s.supports):
            written[s.report.jurisdiction, name] = s.report.jurisdiction_name
    canonical = {place: named(place[1], full) for place, full in sorted(written.items())}
    changed: dict[Place, Change] = {}
    for override in _reviewed(references, {s.report.jurisdiction for s in statements}):
        place = override.jurisdiction, override.name
        if place not in canonical:
            raise HistoryError(
                f"{override.entry} ({override.kind}): no report of {override.jurisdiction} names {override.name}; correct it or take it out"
            )
        if override.kind == "same_department":
            canonical[place] = Named(override.canonical, "slip", canonical[place].kind, True)
        else:
            changed[override.jurisdiction, canonical[place].name] = Change(
                override.canonical, override.year or 0, override.kind, override.kind == "renamed"
            )
            canonical[place] = Named(canonical[place].name, override.kind, canonical[place].kind, True)
    return _rows(canonical, changed)


def _rows(canonical: Mapping[Place, Named], changed: dict[Place, Change]) -> Offices:
    kinds: dict[Place, str] = {}
    for (code, _), office in sorted(canonical.items(), key=lambda c: c[0]):
        kinds[code, office.name] = office.kind
    queue = sorted(kinds)
    while queue:  # what a department became is a department too, whether or not a report names it yet
        code, name = queue.pop()
        change = changed.get((code, name)) or change_of(name)
        if change is not None:
            changed[code, name] = change
            if (code, change.successor) not in kinds:
                kinds[code, change.successor] = kinds[code, name]
                queue.append((code, change.successor))
    departments = [_department(code, name, kinds[code, name], changed) for code, name in sorted(kinds)]
    names: list[dict[str, object]] = [
        {"jurisdiction_code": code, "department_key": key(code, n.name), "name_as_written": written, "reason": n.reason}
        for (code, written), n in sorted(canonical.items(), key=lambda c: c[0])
    ]
    return Offices(departments, names, _near(canonical), canonical, changed)


def _department(code: str, name: str, kind: str, changed: Mapping[Place, Change]) -> dict[str, object]:
    change = changed.get((code, name))
    began = [c.year for (other, _), c in changed.items() if other == code and c.successor == name and c.founds]
    return {
        "department_key": key(code, name),
        "jurisdiction_code": code,
        "name": name,
        "kind": kind,
        "is_group": kind == "group",
        "valid_from_year": min(began, default=None),
        "valid_to_year": change.year if change else None,
        "successor_department_key": key(code, change.successor) if change else None,
    }


def _near(canonical: Mapping[Place, Named]) -> list[tuple[str, str, str]]:
    by_jurisdiction: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for (code, _), n in canonical.items():
        if n.kind != "group":
            by_jurisdiction[code][n.is_known].add(n.name)
    return [(code, a, b) for code, (unknown, known) in sorted(by_jurisdiction.items()) for a, b in near_misses(unknown, known)]
