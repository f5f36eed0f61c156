"""Programmes: the runs of projects that continue one another, as connected components of the links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.history.projects import Project
from pipelines.history.succession import Link
from pipelines.history.titles import title
from pipelines.reports.keys import key


@dataclass(frozen=True, slots=True)
class Programmes:
    """Rows of the programmes table, and the programme of each project."""

    rows: list[dict[str, object]]
    of: Mapping[str, str]


def programmes(found: Sequence[Project], links: Sequence[Link]) -> Programmes:
    """The programmes of all projects; a project without links is one of its own. Its name is the title of its latest project."""
    root = {p.key: p.key for p in found}

    def top(k: str) -> str:
        while root[k] != k:
            root[k] = root[root[k]]
            k = root[k]
        return k

    for link in links:
        root[top(link.earlier.key)] = top(link.later.key)
    members: dict[str, list[Project]] = {}
    for p in found:  # found is in order of jurisdiction, year and place in the plan: the first member is the programme's first project
        members.setdefault(top(p.key), []).append(p)
    rows: list[dict[str, object]] = []
    of: dict[str, str] = {}
    for run in members.values():
        first, latest = run[0], run[-1]
        programme_key = key(first.jurisdiction, first.year, first.natural_key)
        of.update((p.key, programme_key) for p in run)
        rows.append(
            {
                "programme_key": programme_key,
                "jurisdiction_code": first.jurisdiction,
                "name": title(latest),
                "first_year": first.year,
                "last_year": latest.year,
                "project_count": len(run),
            }
        )
    return Programmes(sorted(rows, key=lambda r: str(r["programme_key"])), of)
