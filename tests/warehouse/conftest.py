"""What the tests of the warehouse share: a read-only connection to the release, and the dbt project as dbt itself reads it."""

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

from pipelines.storage.query import SAFE

PROJECT = Path(__file__).resolve().parents[2] / "dbt_project"


@pytest.fixture(scope="session")
def release(built_warehouse: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """The current release, read only, as an analyst opens it."""
    connection = duckdb.connect(str(built_warehouse / "current" / "minsheng.duckdb"), read_only=True, config=dict(SAFE))
    yield connection
    connection.close()


@pytest.fixture(scope="session")
def rows(release: duckdb.DuckDBPyConnection) -> Callable[..., list[tuple[Any, ...]]]:
    """Rows of a query on the release; a row of one column is still a tuple."""

    def query(sql: str, parameters: list[object] | None = None) -> list[tuple[Any, ...]]:
        return release.execute(sql, parameters or []).fetchall()

    return query


@pytest.fixture(scope="session")
def manifest(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The manifest of the dbt project, parsed afresh without a database."""
    target = tmp_path_factory.mktemp("manifest")
    settings = {
        **os.environ,
        "DBT_TARGET_PATH": str(target),
        "DBT_LOG_PATH": str(target),
        "MINSHENG_BUILD_DB": str(target / "minsheng.duckdb"),
    }
    command = [sys.executable, "-m", "dbt.cli.main", "parse", "--project-dir", str(PROJECT), "--profiles-dir", str(PROJECT)]
    done = subprocess.run(command, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    loaded: dict[str, Any] = json.loads((target / "manifest.json").read_text(encoding="utf-8"))
    return loaded
