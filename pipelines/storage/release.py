"""Releases: write, audit, publish. An analyst sees a whole, tested file or the last one; ``current`` is a symbolic link switched atomically.

A reader who opened the old release keeps its rows; a new connection sees the new one, because the link leads to another directory
(a file replaced under one path is answered from DuckDB's instance cache).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, field, fields
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import duckdb

from pipelines.storage.dictionary import COMMENTS, Entry, markdown
from pipelines.storage.errors import StorageError
from pipelines.storage.interrupts import check
from pipelines.storage.notes import Change, changes, notes
from pipelines.storage.tabular import as_block
from pipelines.storage.workspace import CHECKOUT, DATABASE, Workspace

CONTRACT_VERSION = "1.0"
STORAGE_VERSION = "v1.0.0"  # opens in every DuckDB 1.x driver
KEEP = 5
GRACE_SECONDS = 24 * 3600  # a reader that resolved the link may still be opening files of an older release
_SCHEMAS = ("marts", "meta")


@dataclass(frozen=True, slots=True)
class Release:
    """A published warehouse. ``id`` begins with the time of its build in UTC, so that ids sort by age."""

    id: str
    path: Path
    is_current: bool
    counts: Mapping[str, int] = field(default_factory=dict)  # rows of each mart, where it was just published
    changes: tuple[Change, ...] = ()  # against the release before it, where it was just published


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def audit(build: Path) -> dict[str, int]:
    """Rows of every mart of a closed build. Raises StorageError where the file is not whole or a mart that must hold rows is empty."""
    if not build.is_file() or build.with_name(build.name + ".wal").exists():
        raise StorageError(build, "not a cleanly closed database", "Build again; a process was killed while writing")
    try:
        counts, bare = _looked_through(build)
    except duckdb.Error as error:
        raise StorageError(build, f"cannot be read ({str(error).splitlines()[0]})", "Build again") from error
    if bare:
        raise StorageError(build, f"{len(bare)} columns without a comment, first {bare[0]}", "Describe them in the model's yml")
    empty = [name for name in ("dim_report", "dim_project", "fct_measurement") if not counts.get(name)]
    if empty:
        raise StorageError(build, f"no rows in {', '.join(empty)}", "Is there a report in raw/ that could be read?")
    return counts


def _looked_through(build: Path) -> tuple[dict[str, int], list[str]]:
    """Rows of every mart, and the columns that nobody described."""
    with duckdb.connect(str(build), read_only=True) as connection:
        tables = connection.execute("select table_name from information_schema.tables where table_schema = 'marts' order by 1").fetchall()
        counts = {name: _count(connection, f"marts.{name}") for (name,) in tables}
        bare = connection.execute(
            "select table_name || '.' || column_name from duckdb_columns() where schema_name = 'marts' and database_name = current_database() and comment is null order by 1"
        ).fetchall()
    return counts, [name for (name,) in bare]


def _count(connection: duckdb.DuckDBPyConnection, table: str) -> int:
    found = connection.execute(f"select count(*) from {table}").fetchone()
    assert found is not None
    return int(found[0])


def publish(
    place: Workspace, build: Path, parser_version: str, now: datetime | None = None, *, dictionary: Sequence[Entry] = ()
) -> Release:
    """An audited build as the current release, with the ``dictionary`` of its tables. Raises StorageError, and changes nothing, where a step fails."""
    counts = audit(build)
    built_at = now or datetime.now(UTC)
    release_id = f"{built_at:%Y%m%dT%H%M%S%fZ}"
    aside = place.releases / f".{release_id}.partial"
    aside.mkdir(parents=True)
    try:
        found = _write(aside / DATABASE, build, release_id, built_at, parser_version, counts, dictionary, place.current / DATABASE)
        _verify(aside / DATABASE)
        previous = next((r.id for r in releases(place) if r.is_current), None)
        (aside / "release-notes.md").write_text(notes(release_id, previous, found), encoding="utf-8")
        _write_beside(aside, dictionary)
        _flush(aside / DATABASE)
        os.chmod(aside / DATABASE, 0o444)
        check()
        os.replace(aside, place.releases / release_id)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise
    _flush(place.releases)
    switch(place, release_id)
    prune(place)
    return Release(release_id, place.releases / release_id, True, counts, tuple(found))


def _write(
    target: Path,
    build: Path,
    release_id: str,
    built_at: datetime,
    parser_version: str,
    counts: dict[str, int],
    dictionary: Sequence[Entry],
    previous: Path,
) -> list[Change]:
    """One compact file: marts and meta, and nothing below them. Returns what changed since the release at ``previous``."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{_quoted(build)}' as source (read_only)")
        schemas = {
            s
            for (s,) in connection.execute(
                "select schema_name from duckdb_schemas() where database_name = 'source' and not internal"
            ).fetchall()
        }
        connection.execute(
            f"attach '{_quoted(target.with_name('whole.duckdb'))}' as {DATABASE.removesuffix('.duckdb')} (storage_version '{STORAGE_VERSION}')"
        )
        connection.execute("copy from database source to minsheng")
        for schema in sorted(schemas - set(_SCHEMAS) - {"main"}):
            connection.execute(f'drop schema minsheng."{schema}" cascade')
        for kind, name in _relations_of_main(connection):  # the schema itself cannot be dropped
            connection.execute(f'drop {kind} minsheng.main."{name}"')
        connection.execute("create schema if not exists minsheng.meta")
        connection.execute(
            "create table minsheng.meta.release (id varchar not null, built_at timestamp not null, contract_version varchar not null,"
            " code_version varchar not null, parser_version varchar not null)"
        )
        connection.execute(
            "insert into minsheng.meta.release values (?, ?, ?, ?, ?)",
            [release_id, built_at.replace(tzinfo=None), CONTRACT_VERSION, code_version(), parser_version],
        )
        connection.execute("create table minsheng.meta.row_count (table_name varchar not null, row_count bigint not null)")
        connection.executemany("insert into minsheng.meta.row_count values (?, ?)", sorted(counts.items()))
        _explain(connection, dictionary)
        found = changes(connection, previous) if previous.is_file() else []
        connection.execute(
            "create table minsheng.meta.key_change (kind varchar not null, old_key varchar, new_key varchar, name varchar, year integer)"
        )
        if found:
            connection.executemany("insert into minsheng.meta.key_change values (?, ?, ?, ?, ?)", [list(astuple(c)) for c in found])
        _comment(connection)
    # Dropped schemas leave free blocks; copying once more makes the file compact.
    whole = target.with_name("whole.duckdb")
    _compact(whole, target)
    return found


def _write_beside(release: Path, dictionary: Sequence[Entry]) -> None:
    """The same tables as Parquet, a file each, and the dictionary as Markdown: for tools that read neither DuckDB nor comments."""
    (release / "parquet").mkdir()
    with duckdb.connect(str(release / DATABASE), read_only=True) as connection:
        for (name,) in connection.execute("select table_name from information_schema.tables where table_schema = 'marts'").fetchall():
            target = _quoted(release / "parquet" / f"{name}.parquet")
            connection.execute(f"copy (from marts.\"{name}\" order by all) to '{target}' (format parquet, compression zstd)")
        (release / "data-dictionary.md").write_text(markdown(dictionary, lambda sql: _answered(connection, sql)), encoding="utf-8")


def _answered(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    found = connection.execute(sql)
    return as_block([d[0] for d in found.description or []], found.fetchall())


def _relations_of_main(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    return connection.execute(
        "select 'view', view_name from duckdb_views() where database_name = 'minsheng' and schema_name = 'main' and not internal"
        " union all select 'table', table_name from duckdb_tables() where database_name = 'minsheng' and schema_name = 'main'"
    ).fetchall()


def _compact(source: Path, target: Path) -> None:
    with duckdb.connect() as connection:
        # Views keep the name of their database: it must be that of the published file's stem.
        connection.execute(f"attach '{_quoted(source)}' as whole (read_only)")
        connection.execute(f"attach '{_quoted(target)}' as minsheng (storage_version '{STORAGE_VERSION}')")
        connection.execute("copy from database whole to minsheng")
        connection.execute("detach whole")
        connection.execute("detach minsheng")
    source.unlink()


def _explain(connection: duckdb.DuckDBPyConnection, dictionary: Sequence[Entry]) -> None:
    names = [f.name for f in fields(Entry)]
    connection.execute(
        "create table minsheng.meta.dictionary (table_name varchar not null, column_name varchar, position integer not null,"
        f" {', '.join(f'{n} varchar' for n in names[3:])})"
    )
    if dictionary:
        connection.executemany(
            f"insert into minsheng.meta.dictionary values ({', '.join('?' * len(names))})",
            [[getattr(entry, n) for n in names] for entry in dictionary],
        )


def _comment(connection: duckdb.DuckDBPyConnection) -> None:
    for target, text in {
        "table minsheng.meta.release": "The release itself, one row. 本次发布，一行。",
        "column minsheng.meta.release.id": "Release id: time of the build in UTC. 发布编号：构建时间（UTC）。",
        "column minsheng.meta.release.built_at": "When the build was made, UTC. 构建时间（UTC）。",
        "column minsheng.meta.release.contract_version": "Version of the names and meanings of marts. 数据契约版本。",
        "column minsheng.meta.release.code_version": "Version of the code that built it. 代码版本。",
        "column minsheng.meta.release.parser_version": "Version of the parser and its vocabulary. 解析器版本。",
        "table minsheng.meta.row_count": "Rows of each table of marts, one row a table. 各表行数，每表一行。",
        "column minsheng.meta.row_count.table_name": "Name of the table or view. 表或视图名。",
        "column minsheng.meta.row_count.row_count": "Its rows. 行数。",
        "table minsheng.meta.key_change": "What changed since the release before: one row a new key, a report added or removed. 与上一次发布相比的变化：每个新键、每份新增或移除的报告一行。",
        "column minsheng.meta.key_change.kind": "project_key, programme_key, report_added, report_removed. 类别。",
        "column minsheng.meta.key_change.old_key": "Key in the release before; null for a report added. 上一次发布中的键；新增报告为空。",
        "column minsheng.meta.key_change.new_key": "Key in this release; null for a report removed. 本次发布中的键；移除的报告为空。",
        "column minsheng.meta.key_change.name": "Title of the project, name of the programme or path of the report. 项目标题、项目群名称或报告路径。",
        "column minsheng.meta.key_change.year": "Year of the project or of publication; null for programmes. 项目年度或发布年份；项目群为空。",
        "table minsheng.meta.dictionary": "The data dictionary: one row a table and one row a column of marts. 数据字典：marts的每个表、每列各一行。",
        **{f"column minsheng.meta.dictionary.{name}": text for name, text in COMMENTS.items()},
    }.items():
        connection.execute(f"comment on {target} is '{text}'")


def code_version() -> str:
    """Version of the package with a digest of its code and models: what two builds must share to be comparable."""
    digest = sha256()
    for folder, endings in (
        (CHECKOUT / "pipelines", (".py", ".csv", ".tsv", ".yml")),
        (CHECKOUT / "dbt_project", (".sql", ".yml", ".csv")),
    ):
        for path in sorted(p for p in folder.rglob("*") if p.suffix in endings and "target" not in p.parts):
            digest.update(path.relative_to(CHECKOUT).as_posix().encode() + b"\0" + sha256(path.read_bytes()).digest())
    return f"1.0.0+{digest.hexdigest()[:12]}"


_READ_ALL = """
import sys, duckdb
with duckdb.connect(sys.argv[1], read_only=True) as connection:
    named = connection.execute("select table_schema, table_name from information_schema.tables").fetchall()
    for schema, table in named:
        connection.execute(f'select * from "{schema}"."{table}"').fetchmany(10)
    stated = dict(connection.execute("select table_name, row_count from meta.row_count").fetchall())
    for table, count in stated.items():
        found = connection.execute(f'select count(*) from marts."{table}"').fetchone()[0]
        if found != count:
            sys.exit(f"marts.{table} has {found} rows, the build had {count}")
"""


def _verify(path: Path) -> None:
    """Open the file in a fresh process, as a BI tool would, and read from every table and view."""
    done = subprocess.run([sys.executable, "-c", _READ_ALL, str(path)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise StorageError(
            path,
            f"the release cannot be read: {(done.stderr or 'its reader was killed').strip().splitlines()[-1]}",
            "The last release stays current; build again",
        )


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def switch(place: Workspace, release_id: str) -> None:
    """Point ``current`` at a release, atomically. Raises StorageError where there is no such release."""
    if release_id not in {release.id for release in releases(place)}:
        raise StorageError(place.releases, f"there is no release {release_id}", "List them with: minsheng releases")
    link = place.warehouse / f".current.{os.getpid()}"
    link.unlink(missing_ok=True)
    link.symlink_to(Path("releases") / release_id)
    os.replace(link, place.current)
    _flush(place.warehouse)


def releases(place: Workspace) -> list[Release]:
    """All releases, oldest first."""
    now = os.readlink(place.current).rsplit("/", 1)[-1] if place.current.is_symlink() else None
    found = (
        sorted(p for p in place.releases.glob("*") if not p.name.startswith(".") and (p / DATABASE).is_file())
        if place.releases.is_dir()
        else []
    )
    return [Release(p.name, p, p.name == now) for p in found]


def prune(place: Workspace, keep: int = KEEP, grace: float = GRACE_SECONDS) -> list[str]:
    """Remove releases beyond the newest ``keep`` that are older than the grace period and not current; their ids."""
    removed = []
    for release in releases(place)[: -keep or None]:
        if not release.is_current and time.time() - release.path.stat().st_mtime > grace:
            shutil.rmtree(release.path)
            removed.append(release.id)
    return removed


def clean(place: Workspace) -> None:
    """What a killed build left: private builds, half-written releases, links never switched. Call it only while holding the build lock."""
    shutil.rmtree(place.builds, ignore_errors=True)
    for partial in place.releases.glob(".*.partial") if place.releases.is_dir() else []:
        shutil.rmtree(partial, ignore_errors=True)
    for link in place.warehouse.glob(".current.*"):
        link.unlink(missing_ok=True)
