"""The directories of a run, held under the build lock for as long as the run lasts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dagster import ConfigurableResource, InitResourceContext
from pydantic import PrivateAttr

from pipelines.storage.lock import build_lock
from pipelines.storage.workspace import DATABASE, Workspace, workspace

_PATIENCE = 900.0  # seconds: longer than any build takes
_NO_CONTEXT = "the directories are known only while a run is under way"


class Warehouse(ConfigurableResource):  # type: ignore[type-arg]
    """Where this run reads and writes: MINSHENG_RAW and MINSHENG_WAREHOUSE, else the checkout's raw/ and warehouse/."""

    _place: Workspace | None = PrivateAttr(default=None)
    _build: str = PrivateAttr(default="")

    @contextmanager
    def yield_for_execution(self, context: InitResourceContext) -> Iterator[Warehouse]:
        """One writer at a time: raises StorageError where another run is writing below the same directory.

        Runs that nobody waits for (schedule, sensor, browser) wait for it instead.
        """
        place = workspace()
        waits = context.instance is not None and not context.instance.is_ephemeral
        with build_lock(place, _PATIENCE if waits else 0.0):
            self._place, self._build = place, context.run_id or "local"
            yield self

    @property
    def place(self) -> Workspace:
        if self._place is None:
            raise RuntimeError(_NO_CONTEXT)
        return self._place

    def environment(self) -> dict[str, str]:
        """What dbt reads: staged Parquet in, the private build file of this run out."""
        build = self.build_file
        build.parent.mkdir(parents=True, exist_ok=True)
        return {"MINSHENG_STAGING": str(self.place.staging), "MINSHENG_BUILD_DB": str(build), "DBT_LOG_LEVEL_FILE": "info"}

    @property
    def build_file(self) -> Path:
        return self.place.builds / self._build / DATABASE
