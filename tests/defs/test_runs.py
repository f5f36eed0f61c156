"""Ticks, backfills and failures, driven through Dagster's own interfaces."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dagster import (
    DagsterInstance,
    RunRequest,
    SkipReason,
    build_run_status_sensor_context,
    build_schedule_context,
    build_sensor_context,
    materialize,
)
from dagster._core.errors import DagsterResourceFunctionError

RANGE = ("dagster/asset_partition_range_start", "dagster/asset_partition_range_end")


def years(request: RunRequest) -> tuple[str, str]:
    return request.tags[RANGE[0]], request.tags[RANGE[1]]


def ingest(tags: dict[str, str], **config: Any) -> Any:
    """One run of the partitioned half of the graph, as the refresh job would run it."""
    from pipelines.defs.reports import parsed_reports, raw_reports
    from pipelines.defs.warehouse import Warehouse

    run_config = {"ops": {"raw_reports": {"config": config}}} if config else None
    with DagsterInstance.ephemeral() as instance:
        return materialize(
            [raw_reports, parsed_reports], instance=instance, tags=tags, resources={"warehouse": Warehouse()}, run_config=run_config
        )


def metadata(outcome: Any, asset: str) -> dict[str, Any]:
    (made,) = {
        e.event_specific_data.materialization.asset_key: e
        for e in outcome.get_asset_materialization_events()
        if e.asset_key.to_user_string() == asset
    }.values()
    return {name: value.value for name, value in made.materialization.metadata.items()}


def failed_checks(outcome: Any) -> dict[str, Any]:
    return {c.check_name: c for c in outcome.get_asset_check_evaluations() if not c.passed}


def test_the_schedule_asks_for_its_own_year_and_for_the_web(definitions: Any) -> None:
    from pipelines.defs.refresh import annual_refresh

    tick = build_schedule_context(scheduled_execution_time=datetime(2026, 2, 28, 22, tzinfo=UTC).astimezone(ZoneInfo("Asia/Shanghai")))
    data = annual_refresh.evaluate_tick(tick)
    (request,) = data.run_requests
    assert years(request) == ("2026", "2026")
    assert request.run_config == {"ops": {"raw_reports": {"config": {"fetch": True}}}}
    assert request.run_key == "annual-2026", "the same tick twice is one run"


def test_the_sensor_asks_for_what_is_new_and_only_that(definitions: Any, place: Path, put: Any) -> None:
    from pipelines.defs.refresh import raw_sensor

    nothing = raw_sensor(build_sensor_context())
    assert isinstance(nothing, SkipReason)
    put(2023)
    first = raw_sensor(build_sensor_context())
    assert [years(r) for r in first.run_requests] == [("2023", "2023")]
    again = raw_sensor(build_sensor_context(cursor=first.cursor))
    assert isinstance(again, SkipReason)
    put(2025)
    second = raw_sensor(build_sensor_context(cursor=first.cursor))
    assert [years(r) for r in second.run_requests] == [("2025", "2025")]
    put(2025, count=4)  # other bytes under the same name
    third = raw_sensor(build_sensor_context(cursor=second.cursor))
    assert [years(r) for r in third.run_requests] == [("2025", "2025")]


def test_the_sensor_notices_what_was_taken_out(definitions: Any, place: Path, put: Any) -> None:
    from pipelines.defs.refresh import raw_sensor

    report = put(2023)
    before = raw_sensor(build_sensor_context())
    report.unlink()
    report.with_suffix(".source.yml").unlink()
    after = raw_sensor(build_sensor_context(cursor=before.cursor))
    assert [years(r) for r in after.run_requests] == [("2023", "2023")]
    assert json.loads(after.cursor) == {}


def test_several_years_are_one_run_and_nothing_is_parsed_twice(place: Path, put: Any) -> None:
    from pipelines.defs.partitions import range_tags

    put(2022), put(2023), put(2025)
    outcome = ingest(range_tags([2022, 2025]))
    assert outcome.success
    assert (metadata(outcome, "raw_reports")["reports"], metadata(outcome, "parsed_reports")["parsed"]) == (3, 3)
    again = ingest(range_tags([2022, 2025]))
    assert (metadata(again, "parsed_reports")["parsed"], metadata(again, "parsed_reports")["unchanged"]) == (0, 3)


def test_one_year_leaves_the_others_alone(place: Path, put: Any) -> None:
    from pipelines.defs.partitions import range_tags

    put(2022), put(2023)
    ingest(range_tags([2022]))
    staged = {p.name for p in (place / "warehouse" / "staging" / "items").iterdir()}
    assert staged == {"report_year=2022"}


def test_a_year_whose_report_is_not_out_says_so_and_succeeds(place: Path, put: Any, caplog: pytest.LogCaptureFixture) -> None:
    from pipelines.defs.partitions import range_tags

    put(2022)
    outcome = ingest(range_tags([2026]))
    assert outcome.success
    assert metadata(outcome, "raw_reports")["reports"] == 0
    assert "no report of 2026" in caplog.text


def test_a_report_taken_out_leaves_staging(place: Path, put: Any) -> None:
    from pipelines.defs.partitions import range_tags

    report = put(2022)
    ingest(range_tags([2022]))
    report.unlink()
    report.with_suffix(".source.yml").unlink()
    assert ingest(range_tags([2022])).success
    assert not list((place / "warehouse" / "staging").glob("*/report_year=2022"))


def test_a_report_that_cannot_be_read_is_set_aside_by_a_check_and_the_others_go_on(place: Path, put: Any) -> None:
    from pipelines.defs.partitions import range_tags

    put(2022)
    put(2022, name="scan.pdf", data=b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n")
    outcome = ingest(range_tags([2022]))
    assert outcome.success
    assert (metadata(outcome, "parsed_reports")["parsed"], metadata(outcome, "parsed_reports")["set aside"]) == (1, 1)
    case = failed_checks(outcome)["set_aside"].metadata["cases"].value[0]
    assert "scan.pdf" in case


def test_bytes_that_are_not_those_of_the_sidecar_fail_a_check(place: Path, put: Any) -> None:
    from pipelines.defs.partitions import range_tags

    put(2022).write_bytes(b"something else")
    assert "as_received" in failed_checks(ingest(range_tags([2022])))


def test_a_count_that_disagrees_fails_a_check(place: Path, put: Any) -> None:
    from pipelines.defs.partitions import range_tags

    text = "西城区2021年重要民生实事项目完成情况\n2021年西城区共确定3件重要民生实事项目，已全部完成。\n1.新建幼儿园3所。\n完成情况：已建成幼儿园3所。\n2.改造老旧小区5个。\n完成情况：已改造5个。\n"
    put(2022, data=text.encode())
    case = failed_checks(ingest(range_tags([2022])))["stated_count"].metadata["cases"].value[0]
    assert "says 3" in case
    assert "2 items found" in case


class _Receiver(BaseHTTPRequestHandler):
    received: list[dict[str, Any]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        type(self).received.append(json.loads(body))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def webhook(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[dict[str, Any]]]:
    _Receiver.received = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Receiver)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("MINSHENG_WEBHOOK_URL", f"http://127.0.0.1:{server.server_port}/hook")
    yield _Receiver.received
    server.shutdown()


def failure_context(definitions: Any, place: Path) -> Any:
    """The context of a run of the refresh job that failed: raw/ holds nothing to build from."""
    job = definitions.resolve_job_def("refresh")
    from pipelines.defs.partitions import range_tags

    with DagsterInstance.ephemeral() as instance:
        outcome = job.execute_in_process(instance=instance, tags=range_tags([2024]), raise_on_error=False)
        assert not outcome.success
        event = outcome.get_run_failure_event()
        return build_run_status_sensor_context("tell_of_failure", event, instance, outcome.dagster_run).for_run_failure()


def test_a_run_that_fails_is_told_to_the_webhook(definitions: Any, place: Path, webhook: list[dict[str, Any]]) -> None:
    from pipelines.defs.refresh import tell_of_failure

    context = failure_context(definitions, place)
    tell_of_failure(context)
    (told,) = webhook
    assert context.dagster_run.run_id in told["text"]


def test_without_a_webhook_nobody_is_told(definitions: Any, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pipelines.defs.refresh import tell_of_failure

    monkeypatch.delenv("MINSHENG_WEBHOOK_URL", raising=False)
    tell_of_failure(failure_context(definitions, place))


def test_a_failed_run_is_tried_again(definitions: Any) -> None:
    assert definitions.resolve_job_def("refresh").tags["dagster/max_retries"] == "2"


def test_two_runs_cannot_write_one_warehouse_at_once(place: Path, put: Any) -> None:
    from pipelines.defs.partitions import range_tags
    from pipelines.storage.lock import build_lock
    from pipelines.storage.workspace import workspace

    put(2022)
    with build_lock(workspace()), pytest.raises(DagsterResourceFunctionError) as caught:
        ingest(range_tags([2022]))
    assert "another build is writing" in str(caught.value.__cause__)
