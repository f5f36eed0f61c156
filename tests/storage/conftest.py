"""Directories of a warehouse for one test, and a web server of our own on loopback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from loopback import Loopback

from pipelines.storage.workspace import Workspace


@pytest.fixture(autouse=True)
def no_waiting_for_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody pulls the plug here, and flushing every file takes longer than all else."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    """An empty raw/."""
    made = tmp_path / "raw"
    made.mkdir()
    return made


@pytest.fixture
def place(tmp_path: Path, raw: Path) -> Workspace:
    """raw/ with a warehouse that nothing was built in yet."""
    return Workspace(raw, tmp_path / "warehouse")


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Loopback]:
    """A real HTTP server; what it answers is set by the test."""
    monkeypatch.delenv("SSL_CERT_FILE", raising=False)
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path))  # nothing here is encrypted; reading all certificates takes longer than a test
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with Loopback() as running:
        yield running
