"""One warehouse for the whole session: built from the report that raw/ ships, by the command that the README names, in a directory of its own.

What somebody added to raw/ since stays out of it: the tests know the answers of one report.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
Command = Callable[..., "subprocess.CompletedProcess[str]"]


def run_minsheng(*arguments: object, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    """`minsheng` as a user runs it, in a process of its own, without this session's settings."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("MINSHENG_", "DBT_", "DAGSTER_"))}
    command = [sys.executable, "-m", "pipelines.cli", *map(str, arguments)]
    return subprocess.run(
        command,
        cwd=cwd,
        env=clean | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture(scope="session")
def minsheng() -> Command:
    return run_minsheng


@pytest.fixture(scope="session")
def built_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The directory of a warehouse made by `minsheng build` from the shipped report."""
    made = tmp_path_factory.mktemp("built")
    shipped, place = made / "raw" / "110101" / "2024", made / "warehouse"
    shipped.mkdir(parents=True)
    for file in (ROOT / "raw" / "110101" / "2024").glob("dongcheng-2023-2024.*"):
        shutil.copy2(file, shipped)
    done = run_minsheng("build", "--raw", made / "raw", "--warehouse", place)
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
    (place / "build.stderr").write_text(done.stderr, encoding="utf-8")
    return place
