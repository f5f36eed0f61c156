"""The graph as Dagster sees it: what there is, what depends on what, and what is off until somebody turns it on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from dagster import DefaultScheduleStatus, DefaultSensorStatus

ROOT = Path(__file__).resolve().parents[2]


def test_the_assets_form_one_line_from_bytes_to_release(definitions: Any) -> None:
    graph = definitions.resolve_asset_graph()
    below = {k.to_user_string(): {p.to_user_string() for p in graph.get(k).parent_keys} for k in graph.get_all_asset_keys()}
    assert below["raw_reports"] == set()
    assert below["parsed_reports"] == {"raw_reports"}
    assert below["resolved_projects"] == {"parsed_reports"}
    staging = {name: parents for name, parents in below.items() if name.rsplit("/", 1)[-1].startswith("stg_")}
    fed = {p for parents in staging.values() for p in parents}
    assert {"parsed_reports", "resolved_projects"} <= fed, "the key of a Python asset and of the dbt source it feeds must be equal"
    marts = {name for name in below if name.rsplit("/", 1)[-1].startswith(("dim_", "fct_", "bridge_", "rpt_"))}
    assert len(marts) >= 20
    assert below["release"] >= marts


def test_only_raw_and_parsed_reports_have_partitions(definitions: Any) -> None:
    graph = definitions.resolve_asset_graph()
    parted = {k.to_user_string() for k in graph.get_all_asset_keys() if graph.get(k).is_partitioned}
    assert parted == {"raw_reports", "parsed_reports"}


def test_the_year_that_is_under_way_has_a_partition(definitions: Any) -> None:
    from datetime import UTC, datetime

    from pipelines.defs.partitions import report_years

    keys = report_years.get_partition_keys(datetime(2026, 3, 1, tzinfo=UTC))
    assert (keys[0], keys[-1]) == ("2000", "2026")


def test_checks_stand_beside_the_assets_they_judge(definitions: Any) -> None:
    graph = definitions.resolve_asset_graph()
    checks = {(c.asset_key.to_user_string(), c.name) for c in graph.asset_check_keys}
    assert {
        ("raw_reports", "as_received"),
        ("parsed_reports", "set_aside"),
        ("parsed_reports", "coverage"),
        ("parsed_reports", "stated_count"),
        ("parsed_reports", "numerals"),
    } <= checks
    assert len(checks) > 50, "the dbt tests are checks too"


def test_jobs_schedules_and_sensors(definitions: Any) -> None:
    repository = definitions.get_repository_def()
    assert "refresh" in {j.name for j in repository.get_all_jobs()}
    (schedule,) = repository.schedule_defs
    assert (schedule.name, schedule.cron_schedule, schedule.execution_timezone) == ("annual_refresh", "0 6 1 3 *", "Asia/Shanghai")
    assert schedule.default_status is DefaultScheduleStatus.STOPPED
    sensors = {s.name: s.default_status for s in repository.sensor_defs}
    assert sensors == {"raw_sensor": DefaultSensorStatus.STOPPED, "tell_of_failure": DefaultSensorStatus.STOPPED}


def test_the_job_runs_in_one_process(definitions: Any) -> None:
    job = definitions.resolve_job_def("refresh")
    assert job.executor_def.name == "in_process"


def test_every_asset_says_what_it_is(definitions: Any) -> None:
    graph = definitions.resolve_asset_graph()
    assert [k.to_user_string() for k in graph.materializable_asset_keys if not graph.get(k).description] == []


def test_dagster_reports_to_nobody() -> None:
    settings = yaml.safe_load((ROOT / "pipelines/defs/dagster.yaml").read_text(encoding="utf-8"))
    assert settings["telemetry"] == {"enabled": False}
