"""What a release changes for those who keep keys of the last one: projects and programmes that bear new keys, reports that came and went.

A project's key changes where an older plan gives it its number; a programme's where an older project becomes its first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

_LISTED = 200  # in the notes; the table holds all
# A statement is the same where it stands at the same number of the same report.
_STATEMENTS = """
    select 'p' as side, plan_report_key as report_key, plan_item_no as item_no, min(project_key) as project_key, min(title) as title,
        min(programme_key) as programme_key, min(year_key) as year_key
    from {database}.marts.dim_project where plan_report_key is not null group by all
    union all
    select 'd', delivery_report_key, delivery_item_no, min(project_key), min(title), min(programme_key), min(year_key)
    from {database}.marts.dim_project where delivery_report_key is not null group by all
"""
_CHANGES = """
    with old_ones as ({old}), new_ones as ({new}),
    met as (
        select distinct o.project_key as old_project, n.project_key as new_project, o.programme_key as old_programme,
            n.programme_key as new_programme, n.title, n.year_key
        from old_ones o join new_ones n using (side, report_key, item_no)
    )
    select 'project_key' as kind, old_project as old_key, new_project as new_key, title, year_key from met
    where old_project <> new_project and old_project not in (select project_key from minsheng.marts.dim_project)
    union
    select 'programme_key', old_programme, new_programme, p.name, null from met join minsheng.marts.dim_programme p on p.programme_key = new_programme
    where old_programme <> new_programme and old_programme not in (select programme_key from minsheng.marts.dim_programme)
    union
    select 'report_added', null, n.report_key, n.source_path, n.report_year from minsheng.marts.dim_report n
    where n.report_key not in (select report_key from before.marts.dim_report)
    union
    select 'report_removed', o.report_key, null, o.source_path, o.report_year from before.marts.dim_report o
    where o.report_key not in (select report_key from minsheng.marts.dim_report)
    order by all
"""


@dataclass(frozen=True, slots=True)
class Change:
    """``kind`` is project_key, programme_key, report_added or report_removed; ``name`` a title, a programme's name or a path."""

    kind: str
    old_key: str | None
    new_key: str | None
    name: str | None
    year: int | None


def changes(connection: duckdb.DuckDBPyConnection, previous: Path) -> list[Change]:
    """What is other in the database ``minsheng`` of a connection than in the release at ``previous``; empty where that one is of another build of tables."""
    quoted = str(previous).replace("'", "''")
    try:
        connection.execute(f"attach '{quoted}' as before (read_only)")
        try:
            sql = _CHANGES.format(old=_STATEMENTS.format(database="before"), new=_STATEMENTS.format(database="minsheng"))
            return [Change(*row) for row in connection.execute(sql).fetchall()]
        finally:
            connection.execute("detach before")
    except duckdb.Error:  # a release of an older contract: there is nothing to compare by
        return []


def notes(release_id: str, previous: str | None, found: Sequence[Change]) -> str:
    """The changes as Markdown."""
    lines = [f"# Release {release_id}", ""]
    if previous is None:
        return "\n".join([*lines, "The first release here."]) + "\n"
    counts = Counter(c.kind for c in found)
    lines += [
        f"Compared with {previous}: reports added {counts['report_added']}, removed {counts['report_removed']};"
        f" new keys of projects {counts['project_key']}, of programmes {counts['programme_key']}."
        " `meta.key_change` holds old and new keys.",
    ]
    for kind, head in (("report_added", "Reports added"), ("report_removed", "Reports removed")):
        listed = [c for c in found if c.kind == kind]
        lines += ["", f"## {head}", "", *(f"- `{c.name}`" for c in listed[:_LISTED])] if listed else []
    for kind, head in (("project_key", "Projects with new keys"), ("programme_key", "Programmes with new keys")):
        listed = [c for c in found if c.kind == kind]
        if listed:
            lines += ["", f"## {head}", "", "| what | year | old key | new key |", "| --- | --- | --- | --- |"]
            lines += [f"| {_cell(c.name)} | {c.year or ''} | `{c.old_key}` | `{c.new_key}` |" for c in listed[:_LISTED]]
            lines += [f"\n… and {len(listed) - _LISTED} more"] if len(listed) > _LISTED else []
    return "\n".join(lines) + "\n"


def _cell(text: str | None) -> str:
    return (text or "").replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")
