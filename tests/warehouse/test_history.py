"""A warehouse of several reports: two neighbour years of one district, and one whose promises are planned, tracked and dropped.

The earlier year of 东城区 and all of 西城区 are invented; they live in tests alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

ROOT = Path(__file__).resolve().parents[2]
REPORTS = Path(__file__).with_name("reports")
GOLDEN = ROOT / "tests" / "golden" / "dongcheng"
Rows = Callable[..., list[tuple[Any, ...]]]


def _minsheng(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MINSHENG_", "DBT_"))}
    return subprocess.run(
        [sys.executable, "-m", "pipelines.cli", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def _add(raw: Path, file: Path, adcode: str, year: int) -> None:
    done = _minsheng("add", str(file), "--adcode", adcode, "--year", str(year), "--raw", str(raw))
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def history(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rows]:
    """Rows of a query on a release of six documents, one a second version."""
    place = tmp_path_factory.mktemp("history")
    raw, warehouse = place / "raw", place / "warehouse"
    _add(raw, GOLDEN / "dongcheng-2023-2024.txt", "110101", 2024)
    _add(raw, GOLDEN / "dongcheng-2022-2023.txt", "110101", 2023)
    _add(raw, REPORTS / "xicheng-plan.txt", "110102", 2024)
    _add(raw, REPORTS / "xicheng-interim.txt", "110102", 2024)
    _add(raw, REPORTS / "xicheng-final.txt", "110102", 2025)
    changed = place / "changed" / "xicheng-final.txt"
    changed.parent.mkdir()
    changed.write_text((REPORTS / "xicheng-final.txt").read_text(encoding="utf-8").replace("驿站12家", "驿站11家"), encoding="utf-8")
    _add(raw, changed, "110102", 2025)
    done = _minsheng("build", "--raw", str(raw), "--warehouse", str(warehouse))
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    connection = duckdb.connect(str(warehouse / "current" / "minsheng.duckdb"), read_only=True)

    def query(sql: str, parameters: list[object] | None = None) -> list[tuple[Any, ...]]:
        return connection.execute(sql, parameters or []).fetchall()

    yield query
    connection.close()


DONGCHENG = "join marts.dim_jurisdiction j using (jurisdiction_key) where j.adcode = '110101'"
XICHENG = "join marts.dim_jurisdiction j using (jurisdiction_key) where j.adcode = '110102'"


def _labels(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((GOLDEN / f"{name}.gold.json").read_text(encoding="utf-8"))
    return loaded


def test_each_promise_is_one_project(history: Rows) -> None:
    found = history(f"select year_key, count(*) from marts.dim_project {DONGCHENG} group by year_key order by year_key")
    assert found == [(2022, 18), (2023, 24), (2024, 23)]


def test_plan_and_delivery_of_2023_are_joined_as_labelled(history: Rows) -> None:
    found = history(f"select plan_item_no, delivery_item_no from marts.dim_project {DONGCHENG} and year_key = 2023 order by 1")
    pairs = [(link["here"], link["seed"]) for link in _labels("dongcheng-2022-2023")["continues_to_seed"]]
    assert found == sorted((int(here.split("-")[1]), int(seed.split("-")[1])) for here, seed in pairs)
    assert len(found) == 24


def test_programmes_agree_with_the_labels(history: Rows) -> None:
    found = set(
        history(
            "select a.year_key || '-' || a.delivery_item_no, b.year_key || '-' || coalesce(b.delivery_item_no, b.plan_item_no)"
            " from marts.bridge_project_succession s join marts.dim_project a on s.from_project_key = a.project_key"
            " join marts.dim_project b on s.to_project_key = b.project_key"
        )
    )
    labelled = {(a, b) for name in ("dongcheng-2022-2023", "dongcheng-2023-2024") for a, b in _labels(name)["continues"]}
    right = len(found & labelled)
    assert 2 * right / (len(found) + len(labelled)) >= 0.95


@pytest.mark.parametrize("name", ["dongcheng-2022-2023", "dongcheng-2023-2024"])
def test_attainment_agrees_with_the_labels(history: Rows, name: str) -> None:
    for label in _labels(name)["attainment"]:
        year, number, _ = label["target"].split("-")
        found = history(
            "select a.attainment_ratio, a.is_met from marts.fct_target_attainment a join marts.dim_project p using (project_key)"
            f" {DONGCHENG} and p.year_key = ? and p.delivery_item_no = ? and a.target_as_reported = ?",
            [int(year), int(number), label["target_value"]],
        )
        # Labels are rounded to four places.
        assert any(abs(ratio - label["ratio"]) <= 0.00006 and met == label["met"] for ratio, met in found), label


def test_a_missed_target_and_a_project_still_going_on_show_as_such(history: Rows) -> None:
    found = history(
        "select delivery_item_no, f.status from marts.fct_project f join marts.dim_project p using (project_key)"
        f" {DONGCHENG} and p.year_key = 2022 order by 1"
    )
    status = dict(found)
    assert status[5] == "missed"
    assert status[6] == "in_progress"
    assert [n for n, s in found if s in ("missed", "in_progress")] == [5, 6]


def test_a_repeated_target_is_compared_with_the_plan(history: Rows) -> None:
    """不少于600个 is repeated as 600个: another promise; 100名 is repeated as 100人: the same."""
    revised = history(
        "select p.plan_item_no from marts.fct_target_attainment a join marts.dim_project p using (project_key)"
        f" {DONGCHENG} and p.year_key = 2023 and a.is_target_revised"
    )
    assert revised == [(11,)]
    audited = history(
        "select is_supported, count(*) from marts.rpt_claim_audit where audit_kind = 'target' and year = 2023 group by 1 order by 1"
    )
    assert audited == [(False, 1), (True, 23)]


def test_the_final_delivery_decides_and_a_promise_left_out_is_not_reported(history: Rows) -> None:
    found = history(
        "select p.plan_item_no, p.delivery_item_no, f.status from marts.dim_project p join marts.fct_project f using (project_key)"
        f" {XICHENG} order by 1"
    )
    assert [(plan, status) for plan, _, status in found] == [(1, "exceeded"), (2, "exceeded"), (3, "not_reported"), (4, "missed")]
    assert found[3][1] == 3  # renumbered
    assert history("select subject, is_supported from marts.rpt_claim_audit where audit_kind = 'dropped_promise' and year = 2024") == [
        ("为老旧小区加装电梯", False)
    ]


def test_interim_numbers_stay_beside_the_final_ones(history: Rows) -> None:
    found = history(
        "select r.is_final, m.value from marts.fct_measurement m join marts.dim_report r using (report_key)"
        f" {XICHENG} and m.role = 'actual' and m.quote like '%家' order by r.is_final"
    )
    assert found == [(False, 6), (True, 11)]
    coverage = history(
        f"select statement, has_final_delivery, has_interim_delivery, item_count from marts.fct_report_coverage {XICHENG} order by 1"
    )
    assert coverage == [("delivery", True, True, 3), ("plan", True, True, 4)]


def test_a_rate_just_below_its_target_is_missed(history: Rows) -> None:
    found = history(
        "select a.comparator, a.actual_value, a.gap, a.is_met from marts.fct_target_attainment a"
        f" join marts.dim_project p using (project_key) {XICHENG} and p.plan_item_no = 4"
    )
    assert [(c, float(v), round(float(g), 6), m) for c, v, g, m in found] == [("ge", 98.8, -0.2, False)]


def test_a_second_version_replaces_the_first_and_says_what_changed(history: Rows) -> None:
    versions = history(f"select version_no, is_current from marts.dim_report {XICHENG} and report_year = 2025 order by 1")
    assert versions == [(1, False), (2, True)]
    changes = history("select change, old_value, new_value, old_quote, new_quote from marts.rpt_report_changes")
    assert changes == [("changed", 12, 11, "12家", "11家")]
    assert history("select count(*) from marts.fct_measurement m join marts.dim_report using (report_key) where not is_current") == [(0,)]


def test_freshness_is_one_row_a_jurisdiction(history: Rows) -> None:
    found = history(
        "select jurisdiction, first_year, last_planned_year, last_delivered_year, project_count from marts.rpt_freshness order by 1"
    )
    assert found == [("东城区", 2022, 2024, 2023, 65), ("西城区", 2024, 2024, 2024, 4)]


def test_every_target_leads_to_what_it_rests_on(history: Rows) -> None:
    """A target to the quantity that states it, an answered one to its actuals too."""
    resting = "select attainment_key from marts.bridge_attainment_measurement where role"
    assert (
        history(
            f"select * from marts.fct_target_attainment where attainment_key not in ({resting} in ('planned_target', 'reported_target'))"
        )
        == []
    )
    assert (
        history(
            f"select * from marts.fct_target_attainment where actual_value is not null and attainment_key not in ({resting} = 'actual')"
        )
        == []
    )
