"""The dbt project as Dagster must know it before it can show the graph: parsed once for each state of its files."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

from pipelines.storage.workspace import DBT_PROJECT, Workspace

_ENDINGS = frozenset((".sql", ".yml", ".md", ".csv"))


def manifest_file(place: Workspace) -> Path:
    """Path of manifest.json, made anew where the project has changed. Raises RuntimeError with dbt's words where it does not parse."""
    target = place.dbt_target
    manifest, stamp = target / "manifest.json", target / "manifest.of"
    state = _state()
    if manifest.is_file() and stamp.is_file() and stamp.read_text() == state:
        return manifest
    target.mkdir(parents=True, exist_ok=True)
    from dbt.cli.main import dbtRunner

    os.environ.setdefault("MINSHENG_BUILD_DB", str(place.builds / "parse" / "minsheng.duckdb"))
    where = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--target-path", str(target), "--log-path", str(target)]
    outcome = dbtRunner().invoke(["--quiet", "parse", *where])
    if not outcome.success:
        raise RuntimeError(f"{DBT_PROJECT}: the dbt project does not parse. {outcome.exception}")
    stamp.write_text(state)
    return manifest


def _state() -> str:
    digest = sha256()
    for path in sorted(p for p in DBT_PROJECT.rglob("*") if p.suffix in _ENDINGS and not {"target", "logs"} & set(p.parts)):
        digest.update(path.relative_to(DBT_PROJECT).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()
