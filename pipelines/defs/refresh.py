"""When the graph runs: the yearly schedule, the sensor on raw/, and what happens when a run fails."""

from __future__ import annotations

import json
import os

from dagster import (
    AssetSelection,
    DefaultScheduleStatus,
    DefaultSensorStatus,
    RunFailureSensorContext,
    RunRequest,
    ScheduleEvaluationContext,
    SensorEvaluationContext,
    SensorResult,
    SkipReason,
    define_asset_job,
    in_process_executor,
    run_failure_sensor,
    schedule,
    sensor,
)

from pipelines.defs.partitions import TIMEZONE, range_tags, report_years
from pipelines.storage.raw import fingerprints
from pipelines.storage.workspace import workspace
from pipelines.storage.years import FIRST_YEAR

WEBHOOK = "MINSHENG_WEBHOOK_URL"
_WEBHOOK_SECONDS = 10

# In process: DuckDB has one writer, and starting a process for each step costs ten times the step. Documents are parsed in parallel inside theirs.
refresh = define_asset_job(
    "refresh",
    selection=AssetSelection.all(),
    executor_def=in_process_executor,
    tags={"dagster/max_retries": "2"},
    description="raw reports to a published release: the whole graph over a range of years of publication.",
)


@schedule(
    job=refresh,
    cron_schedule="0 6 1 3 *",
    execution_timezone=TIMEZONE,
    default_status=DefaultScheduleStatus.STOPPED,
    description="1 March: by then the people's congresses have met. Asks the web for the year's reports, then refreshes that year.",
)
def annual_refresh(context: ScheduleEvaluationContext) -> RunRequest:
    year = context.scheduled_execution_time.year
    return RunRequest(
        run_key=f"annual-{year}",
        tags=range_tags([year]),
        run_config={"ops": {"raw_reports": {"config": {"fetch": True}}}},
    )


@sensor(
    job=refresh,
    minimum_interval_seconds=60,
    default_status=DefaultSensorStatus.STOPPED,
    description="New, changed and removed files under raw/: refreshes the years of publication they belong to, and only those.",
)
def raw_sensor(context: SensorEvaluationContext) -> SensorResult | SkipReason:
    """The cursor is a JSON object of year to fingerprint as they stood when a run was last asked for."""
    seen: dict[str, str] = json.loads(context.cursor) if context.cursor else {}
    known = set(report_years.get_partition_keys())
    now = {year: print_ for year, print_ in fingerprints(workspace().raw).items() if year in known}
    changed = sorted(year for year in seen.keys() | now.keys() if seen.get(year) != now.get(year))
    if not changed:
        return SkipReason("nothing new under raw/")
    cursor = json.dumps(now, sort_keys=True)
    years = [int(year) for year in changed]
    return SensorResult(run_requests=[RunRequest(run_key=cursor, tags=range_tags(years))], cursor=cursor)


@run_failure_sensor(monitored_jobs=[refresh], default_status=DefaultSensorStatus.STOPPED)
def tell_of_failure(context: RunFailureSensorContext) -> None:
    """Posts the run id and the error to MINSHENG_WEBHOOK_URL as JSON ({"text": …}); without it, the failure stands in Dagster alone."""
    url = os.environ.get(WEBHOOK)
    if not url:
        context.log.info(f"{WEBHOOK} is not set: nobody is told")
        return
    import httpx

    text = f"Minsheng refresh failed, run {context.dagster_run.run_id}: {context.failure_event.message}"
    httpx.post(url, json={"text": text}, timeout=_WEBHOOK_SECONDS).raise_for_status()


def years_to_build(raw_years: list[int], staged: list[int]) -> list[int]:
    """Years of publication that a full build covers: all that raw/ holds, and those staged before, so that what was taken out goes.

    Raises ValueError naming years that have no partition.
    """
    known = {int(k) for k in report_years.get_partition_keys()}
    strange = sorted({*raw_years, *staged} - known)
    if strange:
        raise ValueError(f"years of publication {strange} lie before {FIRST_YEAR} or in the future")
    return sorted({*raw_years, *staged})
