"""A raw/ and a warehouse/ of their own for the commands under test."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

REPORT = (
    "{place}2023年重要民生实事项目完成情况\n\n"
    "1.新建幼儿园{count}所。\n完成情况：已建成幼儿园{count}所。\n牵头单位：区教委\n"
    "2.改造老旧小区5个。\n完成情况：已改造老旧小区6个。\n牵头单位：区住房城市建设委\n"
)
Run = Callable[..., "subprocess.CompletedProcess[str]"]


def report(place: str = "北京市东城区", count: int = 3) -> bytes:
    """A small invented report."""
    return REPORT.format(place=place, count=count).encode()


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    return tmp_path / "raw"


@pytest.fixture
def run(minsheng: Run, tmp_path: Path, raw: Path) -> Run:
    """`minsheng` with directories of this test."""

    def command(*arguments: object) -> subprocess.CompletedProcess[str]:
        return minsheng(*arguments, cwd=tmp_path, MINSHENG_RAW=str(raw), MINSHENG_WAREHOUSE=str(tmp_path / "warehouse"))

    return command
