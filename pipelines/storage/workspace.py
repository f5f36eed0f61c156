"""Where things lie: the one place that reads MINSHENG_RAW and MINSHENG_WAREHOUSE."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
DBT_PROJECT = CHECKOUT / "dbt_project"
DATABASE = "minsheng.duckdb"  # one stem everywhere: views in a DuckDB file keep the name of their database


@dataclass(frozen=True, slots=True)
class Workspace:
    """The directories of one warehouse. Nothing is ever written outside ``warehouse``, and into ``raw`` only by add and fetch."""

    raw: Path
    warehouse: Path

    @property
    def staging(self) -> Path:
        return self.warehouse / "staging"

    @property
    def builds(self) -> Path:
        return self.warehouse / "builds"

    @property
    def releases(self) -> Path:
        return self.warehouse / "releases"

    @property
    def current(self) -> Path:
        return self.warehouse / "current"

    @property
    def dbt_target(self) -> Path:
        return self.warehouse / "dbt"


def workspace(raw: Path | None = None, warehouse: Path | None = None) -> Workspace:
    """The directories asked for, else those of the environment, else the checkout's own."""
    return Workspace(
        (raw or Path(os.environ.get("MINSHENG_RAW") or CHECKOUT / "raw")).resolve(),
        (warehouse or Path(os.environ.get("MINSHENG_WAREHOUSE") or CHECKOUT / "warehouse")).resolve(),
    )
