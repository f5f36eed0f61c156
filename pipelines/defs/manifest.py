"""The dbt project as Dagster must know it before it can show the graph: parsed once for each state of its files."""

from __future__ import annotations

import os
import shutil
from hashlib import sha256
from pathlib import Path

from pipelines.storage.workspace import DBT_PROJECT, Workspace

_ENDINGS = frozenset((".sql", ".yml", ".md", ".csv"))


def manifest_file(place: Workspace) -> Path:
    """Path of a copy of dbt's manifest, made anew where the project has changed. Raises RuntimeError with dbt's words where it does not parse.

    A copy, since every `dbt build` writes its own anew, and one that is interrupted leaves half of it.
    """
    target = place.dbt_target
    state = _state()
    manifest = target / f"graph-{state[:16]}.json"
    if manifest.is_file():
        return manifest
    target.mkdir(parents=True, exist_ok=True)
    from dbt.cli.main import dbtRunner

    os.environ.setdefault("MINSHENG_BUILD_DB", str(place.builds / "parse" / "minsheng.duckdb"))
    where = ["--project-dir", str(DBT_PROJECT), "--profiles-dir", str(DBT_PROJECT), "--target-path", str(target), "--log-path", str(target)]
    outcome = dbtRunner().invoke(["--quiet", "parse", *where])
    if not outcome.success:
        raise RuntimeError(f"{DBT_PROJECT}: the dbt project does not parse. {outcome.exception}")
    for old in target.glob("graph-*.json"):
        old.unlink(missing_ok=True)
    aside = target / f".graph-{os.getpid()}.json"
    shutil.copyfile(target / "manifest.json", aside)
    os.replace(aside, manifest)
    return manifest


def _state() -> str:
    digest = sha256()
    for path in sorted(p for p in DBT_PROJECT.rglob("*") if p.suffix in _ENDINGS and not {"target", "logs"} & set(p.parts)):
        digest.update(path.relative_to(DBT_PROJECT).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return digest.hexdigest()
