"""Same rows, same answer: the order of rows does not matter, and a further year changes only what it speaks of."""

from __future__ import annotations

import random

import pytest
from staged import DATA, Rows, merged, of_gold, of_text

from pipelines.history import resolve

FIRST, BEFORE = "dongcheng-2023-2024", "dongcheng-2022-2023"


@pytest.fixture(scope="module")
def next_year() -> Rows:
    return of_text((DATA / "invented-2024-2025.txt").read_text("utf-8"), 2025)


@pytest.mark.parametrize("seed", range(4))
def test_order_of_rows_does_not_matter(seed, next_year):
    rows = merged(of_gold(BEFORE), of_gold(FIRST), next_year)
    shuffled = {table: random.Random(seed).sample(listed, len(listed)) for table, listed in rows.items()}
    assert resolve(shuffled) == resolve(rows)


def test_other_jurisdictions_change_nothing(next_year):
    alone = resolve(of_gold(FIRST))
    elsewhere = of_text((DATA / "invented-2024-2025.txt").read_text("utf-8"), 2025, code="110102", place="北京市西城区")
    together = resolve(merged(of_gold(FIRST), elsewhere))
    for table in ("projects", "project_items", "succession", "programmes", "departments", "department_names"):
        keys = {tuple(sorted(r.items(), key=str)) for r in together[table]}
        assert {tuple(sorted(r.items(), key=str)) for r in alone[table]} <= keys


def test_a_later_report_changes_only_the_year_that_it_delivers(next_year):
    before, after = resolve(merged(of_gold(BEFORE), of_gold(FIRST))), resolve(merged(of_gold(BEFORE), of_gold(FIRST), next_year))
    years = {p["project_key"]: p["year"] for p in after["projects"]}
    assert {p["project_key"] for p in before["projects"]} <= set(years), "no project is re-keyed"
    untouched = {p["project_key"] for p in before["projects"] if p["year"] < 2024}
    for table, column in (
        ("projects", "project_key"),
        ("attainments", "project_key"),
        ("project_items", "project_key"),
        ("succession", "from_project_key"),
    ):
        old = [r for r in before[table] if r[column] in untouched]
        assert old == [r for r in after[table] if r[column] in untouched], table
    old_metrics = {m["quantity_key"]: m for m in before["quantity_metrics"]}
    new_metrics = {m["quantity_key"]: m for m in after["quantity_metrics"]}
    assert {k: new_metrics[k] for k in old_metrics} == old_metrics


def test_an_older_plan_rekeys_the_year_that_it_plans_and_no_other():
    before, after = resolve(of_gold(FIRST)), resolve(merged(of_gold(BEFORE), of_gold(FIRST)))
    gone = {p["project_key"] for p in before["projects"]} - {p["project_key"] for p in after["projects"]}
    assert gone == {p["project_key"] for p in before["projects"] if p["year"] == 2023}


def test_every_row_points_at_something():
    out = resolve(merged(of_gold(BEFORE), of_gold(FIRST)))
    projects = {p["project_key"] for p in out["projects"]}
    programmes = {p["programme_key"] for p in out["programmes"]}
    attainments = {a["attainment_key"] for a in out["attainments"]}
    metrics = {m["metric_key"] for m in out["quantity_metrics"]}
    departments = {d["department_key"] for d in out["departments"]}
    assert {p["programme_key"] for p in out["projects"]} == programmes
    assert {a["project_key"] for a in out["attainments"]} <= projects
    assert {a["metric_key"] for a in out["attainments"]} <= metrics
    assert {a["attainment_key"] for a in out["attainment_quantities"]} == attainments
    assert {n["department_key"] for n in out["department_names"]} <= departments
    assert {k for s in out["succession"] for k in (s["from_project_key"], s["to_project_key"])} <= projects
    for table, columns in {
        "projects": ["project_key"],
        "project_items": ["item_key"],
        "attainments": ["attainment_key"],
        "quantity_metrics": ["quantity_key"],
        "programmes": ["programme_key"],
        "departments": ["department_key"],
        "succession": ["from_project_key", "to_project_key"],
        "department_names": ["jurisdiction_code", "name_as_written"],
        "attainment_quantities": ["attainment_key", "quantity_key", "role"],
    }.items():
        keys = [tuple(r[c] for c in columns) for r in out[table]]
        assert len(keys) == len(set(keys)), table


def test_columns_are_those_of_the_contract():
    tables = pytest.importorskip("pipelines.storage.tables")
    out = resolve(merged(of_gold(BEFORE), of_gold(FIRST)))
    assert set(out) == set(tables.RESOLVED_TABLES)
    for table, columns in tables.RESOLVED_TABLES.items():
        assert all(list(row) == list(columns) for row in out[table]), table


def test_nothing_in_nothing_out():
    assert all(rows == [] for rows in resolve({}).values())
