"""The refresh job run once, in this process, as `minsheng build` does it."""

from __future__ import annotations

import contextlib
import logging
import os
import time
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipelines.storage import interrupts
from pipelines.storage.errors import StorageError
from pipelines.storage.lock import build_lock
from pipelines.storage.raw import list_raw
from pipelines.storage.release import clean, releases
from pipelines.storage.staging import refusals, staged_years
from pipelines.storage.workspace import Workspace

Say = Callable[[str], None]
_NO_EVENTS = {"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}}


@dataclass(frozen=True, slots=True)
class Outcome:
    """``release`` is None where none was published; ``failures`` then say why. ``set_aside`` names what could not be read."""

    release: str | None
    set_aside: tuple[str, ...]
    failures: tuple[str, ...]
    seconds: float
    log: Path


def run_refresh(place: Workspace, say: Say) -> Outcome:
    """All years that raw/ holds, from bytes to a release. Raises StorageError before anything runs where it cannot run, Interrupted
    after Ctrl-C.
    """
    began = time.perf_counter()
    listing = list_raw(place.raw)
    if not listing.reports:
        why = "; ".join(str(p) for p in listing.problems[:3]) or "no report to build from"
        raise StorageError(place.raw, why, "Add a report with: minsheng add FILE --adcode 110101 --year 2024")
    with build_lock(place):
        clean(place)
    os.environ |= {"MINSHENG_RAW": str(place.raw), "MINSHENG_WAREHOUSE": str(place.warehouse)}
    log = place.warehouse / "logs" / "build.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    say("starting Dagster and dbt")
    with interrupts.watched(), log.open("w", encoding="utf-8") as handle, contextlib.redirect_stdout(handle):
        failures = _execute(place, listing.years(), say)
        if failures:
            interrupts.check()  # a step that it ended says so in words of its own
    current = [r.id for r in releases(place) if r.is_current]
    told = {str(problem) for _, problem in listing.broken}
    set_aside = [str(p) for p in listing.problems if str(p) not in told] + refusals(place.staging)
    return Outcome(current[0] if current and not failures else None, tuple(set_aside), failures, time.perf_counter() - began, log)


def _execute(place: Workspace, years: list[int], say: Say) -> tuple[str, ...]:
    """Run the job; why it failed, empty where it did not."""
    from dagster import BetaWarning, DagsterInstance

    warnings.filterwarnings("ignore", category=BetaWarning)  # one run over several partitions; the version is pinned
    from pipelines.defs.definitions import defs
    from pipelines.defs.partitions import range_tags
    from pipelines.defs.progress import log
    from pipelines.defs.refresh import years_to_build

    try:
        covered = years_to_build(years, staged_years(place.staging))
    except ValueError as error:
        raise StorageError(place.raw, str(error), "Correct the year in the sidecar and in the folder's name") from error
    interrupts.check()
    handler = _Telling(say)
    log.addHandler(handler)
    try:
        with DagsterInstance.ephemeral(settings={"telemetry": {"enabled": False}}) as instance:
            outcome = defs.resolve_job_def("refresh").execute_in_process(
                instance=instance, tags=range_tags(covered), raise_on_error=False, run_config=_NO_EVENTS
            )
    finally:
        log.removeHandler(handler)
    return () if outcome.success else tuple(_reasons(outcome.all_events)) or ("the run failed without saying why",)


class _Telling(logging.Handler):
    def __init__(self, say: Say) -> None:
        super().__init__(logging.INFO)
        self._say = say

    def emit(self, record: logging.LogRecord) -> None:
        self._say(record.getMessage())


def _reasons(events: Sequence[Any]) -> list[str]:
    """The innermost error of each step that failed."""
    found = []
    for event in events:
        error = getattr(event.event_specific_data, "error", None) if event.is_step_failure else None
        if error is None:
            continue
        while error.cause is not None:
            error = error.cause
        found.append(f"{event.step_key}: {error.message.strip()}")
    return found
