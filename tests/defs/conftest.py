"""What the tests of the orchestration share: the definitions, loaded once, and a raw/ of their own for each test."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.storage.intake import store
from pipelines.storage.sidecar import Sidecar

REPORT = "{place}{year}年重要民生实事项目完成情况\n\n1.新建幼儿园{count}所。\n完成情况：已建成幼儿园{count}所。\n2.改造老旧小区5个。\n完成情况：已改造老旧小区6个。\n"
Put = Callable[..., Path]


@pytest.fixture(scope="session")
def definitions(built_warehouse: Path) -> Any:
    """The Definitions object. Its dbt manifest is the one that the session's build made."""
    os.environ["MINSHENG_WAREHOUSE"] = str(built_warehouse)
    from pipelines.definitions import defs

    del os.environ["MINSHENG_WAREHOUSE"]
    return defs


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty raw/ and warehouse/ that runs of this test read and write."""
    (tmp_path / "raw").mkdir()
    monkeypatch.setenv("MINSHENG_RAW", str(tmp_path / "raw"))
    monkeypatch.setenv("MINSHENG_WAREHOUSE", str(tmp_path / "warehouse"))
    yield tmp_path


@pytest.fixture
def put(place: Path) -> Put:
    """Adds an invented report of a year of publication, and says where it stands."""

    def add(year: int, *, count: int = 3, name: str = "report.txt", data: bytes | None = None) -> Path:
        text = REPORT.format(place="北京市西城区", year=year - 1, count=count).encode()
        known = Sidecar("110102", "北京市西城区", year, "", 1)
        return store(place / "raw", name, data or text, known).path

    return add
