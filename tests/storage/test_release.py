"""Write, audit, publish: readers see a whole release or the one before, and whatever fails leaves `current` as it was."""

from __future__ import annotations

import os
import shutil
import stat
import struct
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from pipelines.storage import release
from pipelines.storage.errors import StorageError
from pipelines.storage.lock import build_lock
from pipelines.storage.release import audit, clean, prune, publish, releases, switch
from pipelines.storage.workspace import DATABASE, Workspace

NOON = datetime(2024, 3, 1, 12, tzinfo=UTC)
V1_0_0 = 64  # of the file format, in the header: what a DuckDB 1.0 driver opens

MARTS = """
create schema staging; create schema intermediate; create schema marts;
create table staging.stg_reports as select 1 as report_key;
create view intermediate.int_projects as select report_key from minsheng.staging.stg_reports;
create table main.leftover as select 1 as x;
create view main.leftover_view as select x from minsheng.main.leftover;
create table marts.dim_report (report_key varchar not null, title varchar);
create table marts.dim_project (project_key varchar not null);
create table marts.fct_measurement (measurement_key varchar not null, value decimal(38, 6));
create table marts.fct_issue (issue_key varchar);
insert into marts.dim_report values ('r1', '重要民生实事');
insert into marts.dim_project select 'p' || i from range({projects}) t(i);
insert into marts.fct_measurement values ('m1', 1639999999.999999), ('m2', 0.000001);
create view marts.rpt_scorecard as select project_key from minsheng.marts.dim_project;
"""


def described(connection: duckdb.DuckDBPyConnection) -> None:
    for table, column in connection.execute("select table_name, column_name from duckdb_columns() where schema_name = 'marts'").fetchall():
        connection.execute(f"comment on column marts.{table}.{column} is 'What it is. 它是什么。'")
    connection.execute("comment on table marts.dim_report is 'Reports. 报告。'")


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Closed build files like the real one, by the number of their projects."""
    made = {}
    for projects in (1, 2, 3):
        made[projects] = tmp_path_factory.mktemp("build") / DATABASE
        with duckdb.connect(str(made[projects])) as connection:
            connection.execute(MARTS.format(projects=projects))
            described(connection)
    return made


@pytest.fixture
def build(place: Workspace, builds: dict[int, Path]) -> Callable[..., Path]:
    """A build file of this warehouse with so many projects; ``then`` spoils it."""

    def make(then: str = "", projects: int = 3) -> Path:
        path = place.builds / "1" / DATABASE
        shutil.rmtree(path.parent, ignore_errors=True)
        path.parent.mkdir(parents=True)
        shutil.copy(builds[projects], path)
        if then:
            with duckdb.connect(str(path)) as connection:
                connection.execute(then)
        return path

    return make


def ask(place: Workspace | Path, sql: str) -> list[tuple[object, ...]]:
    file = place.current / DATABASE if isinstance(place, Workspace) else place
    with duckdb.connect(str(file), read_only=True) as connection:
        return connection.execute(sql).fetchall()


def projects(place: Workspace) -> object:
    return ask(place, "select count(*) from marts.dim_project")[0][0]


def ids(place: Workspace) -> list[str]:
    return [r.id for r in releases(place)]


def current(place: Workspace) -> list[str]:
    return [r.id for r in releases(place) if r.is_current]


def everything(place: Workspace) -> set[str]:
    """Files, directories and links of the warehouse, without the private build."""
    found = {p.relative_to(place.warehouse).as_posix() for p in place.warehouse.rglob("*")}
    return {name for name in found if not name.startswith("builds")}


# --- publish


def test_a_release_holds_marts_and_meta_and_nothing_below_them(place, build):
    published = publish(place, build(), "parser-1", NOON)
    assert (published.id, published.is_current) == ("20240301T120000000000Z", True)
    assert published.counts == {"dim_report": 1, "dim_project": 3, "fct_measurement": 2, "fct_issue": 0, "rpt_scorecard": 3}
    beside = {
        "",
        f"/{DATABASE}",
        "/data-dictionary.md",
        "/release-notes.md",
        "/parquet",
        *(f"/parquet/{name}.parquet" for name in published.counts),
    }
    assert everything(place) == {"releases", "current", *(f"releases/{published.id}{name}" for name in beside)}
    assert ask(place, "select distinct schema_name from duckdb_tables() order by 1") == [("marts",), ("meta",)]
    assert ask(place, "select schema_name, view_name from duckdb_views() where not internal") == [("marts", "rpt_scorecard")]
    assert ask(place, "select schema_name from duckdb_schemas() where database_name = 'minsheng' and not internal order by 1") in (
        [("marts",), ("meta",)],
        [("main",), ("marts",), ("meta",)],
    )


def test_a_release_says_what_it_is_and_how_many_rows_it_has(place, build):
    publish(place, build(), "parser-1", NOON)
    ((id_, built_at, contract, code, parser),) = ask(place, "select * from meta.release")
    assert (id_, built_at, contract, parser) == ("20240301T120000000000Z", NOON.replace(tzinfo=None), "1.0", "parser-1")
    assert code == release.code_version()
    assert dict(ask(place, "select * from meta.row_count")) == {
        "dim_report": 1,
        "dim_project": 3,
        "fct_measurement": 2,
        "fct_issue": 0,
        "rpt_scorecard": 3,
    }
    assert ask(place, "select table_name, column_name from duckdb_columns() where not internal and comment is null") == []
    assert ask(place, "select table_name from duckdb_tables() where schema_name = 'meta' and comment is null") == []


def test_values_comments_and_not_null_survive_the_copy(place, build):
    publish(place, build(), "p")
    assert [str(v) for (v,) in ask(place, "select value from marts.fct_measurement order by 1 desc")] == ["1639999999.999999", "0.000001"]
    assert ask(place, "select title from marts.dim_report") == [("重要民生实事",)]
    assert ask(place, "select comment from duckdb_tables() where table_name = 'dim_report'") == [("Reports. 报告。",)]
    assert ask(place, "select is_nullable from duckdb_columns() where column_name = 'report_key'") == [(False,)]
    assert ask(place, "select count(*) from marts.rpt_scorecard") == [(3,)]


def test_a_release_is_one_file_in_the_format_of_duckdb_1_0_that_nobody_may_write(place, build):
    source = build()
    newer = source.with_name("newer.duckdb")
    with duckdb.connect() as connection:
        connection.execute(f"attach '{source}' as minsheng (read_only); attach '{newer}' as newer (storage_version 'latest')")
        connection.execute("copy from database minsheng to newer")
    os.replace(newer, source)
    assert struct.unpack("<4sQ", source.read_bytes()[8:20]) != (b"DUCK", V1_0_0), "a build in whatever format"
    file = publish(place, source, "p").path / DATABASE
    assert struct.unpack("<4sQ", file.read_bytes()[8:20]) == (b"DUCK", V1_0_0)
    assert stat.S_IMODE(file.stat().st_mode) == 0o444
    assert {p.name for p in file.parent.iterdir()} == {DATABASE, "data-dictionary.md", "release-notes.md", "parquet"}


def test_the_parquet_files_hold_the_same_rows(place, build):
    published = publish(place, build(), "p")
    for name, count in published.counts.items():
        file = published.path / "parquet" / f"{name}.parquet"
        with duckdb.connect() as connection:
            rows = connection.execute(f"select * from read_parquet('{file}')").fetchall()
        assert len(rows) == count
        assert sorted(map(repr, rows)) == sorted(map(repr, ask(place, f"select * from marts.{name}")))


def test_rows_dropped_on_the_way_leave_no_holes_in_the_file(place, build):
    big = build("create table staging.big as select i, md5(i::varchar) as h from range(200000) t(i)")
    assert (publish(place, big, "p").path / DATABASE).stat().st_size < big.stat().st_size / 2


def test_current_is_a_relative_link_that_is_never_missing(place, build, monkeypatch):
    publish(place, build(projects=1), "p", NOON)
    assert place.current.is_symlink()
    assert os.readlink(place.current) == "releases/20240301T120000000000Z"
    replaced: list[bool] = []
    replace = os.replace

    def watched(source: Path, target: Path) -> None:
        replaced.append(Path(target) == place.current and (place.current / DATABASE).is_file())
        replace(source, target)
        assert (place.current / DATABASE).is_file()

    monkeypatch.setattr(os, "replace", watched)
    publish(place, build(projects=2), "p", NOON + timedelta(days=1))
    assert replaced[-1]
    assert os.readlink(place.current) == "releases/20240302T120000000000Z"
    shutil.move(place.warehouse, place.warehouse.with_name("moved"))
    assert ask(place.warehouse.with_name("moved") / "current" / DATABASE, "select count(*) from marts.dim_project") == [(2,)]


def test_a_reader_keeps_its_rows_and_a_new_connection_sees_the_new_ones(place, build):
    """In one process too, where DuckDB answers a path that it knows from what it has open."""
    publish(place, build(projects=1), "p", NOON)
    with duckdb.connect(str(place.current / DATABASE), read_only=True) as old:
        assert old.execute("select count(*) from marts.dim_project").fetchone() == (1,)
        publish(place, build(projects=2), "p", NOON + timedelta(hours=1))
        assert old.execute("select count(*) from marts.rpt_scorecard").fetchone() == (1,)
        assert old.execute("select id from meta.release").fetchone() == ("20240301T120000000000Z",)
        assert projects(place) == 2
        with duckdb.connect(str(place.current / DATABASE), read_only=True) as new:
            assert new.execute("select count(*) from marts.rpt_scorecard").fetchone() == (2,)
        switch(place, "20240301T120000000000Z")
        assert projects(place) == 1


def test_a_reader_in_another_process_does_not_stand_in_the_way(place, build):
    publish(place, build(projects=1), "p", NOON)
    reads = "import duckdb, sys\nc = duckdb.connect(sys.argv[1], read_only=True)\nq = 'select count(*) from marts.dim_project'\n"
    reads += "print(c.execute(q).fetchone()[0], flush=True)\nsys.stdin.readline()\nprint(c.execute(q).fetchone()[0], flush=True)"
    command = [sys.executable, "-c", reads, str(place.current / DATABASE)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdin is not None
        assert reader.stdout.readline() == "1\n"
        publish(place, build(projects=2), "p", NOON + timedelta(hours=1))
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == "1\n"
    assert projects(place) == 2


def test_a_warehouse_of_whatever_name_can_be_published(place, build):
    odd = Workspace(place.raw, place.warehouse / 'it\'s "odd" [1]*')
    publish(odd, build(), "p")
    assert projects(odd) == 3


# --- audit, and everything that can go wrong


SPOILT = {
    "a column without a comment": (
        "comment on column marts.dim_project.project_key is null",
        "1 columns without a comment, first dim_project.project_key",
    ),
    "a column of a view without a comment": (
        "comment on column marts.rpt_scorecard.project_key is null",
        "first rpt_scorecard.project_key",
    ),
    "no projects": ("delete from marts.dim_project", "no rows in dim_project"),
    "no reports": ("delete from marts.dim_report", "no rows in dim_report"),
    "no measurements": ("delete from marts.fct_measurement", "no rows in fct_measurement"),
    "a table missing": ("drop table marts.fct_measurement", "no rows in fct_measurement"),
    "nothing at all": ("drop schema marts cascade", "no rows in dim_report, dim_project, fct_measurement"),
    "a view on what is not published": (
        "create view marts.rpt_x as select report_key from minsheng.staging.stg_reports; comment on column marts.rpt_x.report_key is 'x'",
        "the release cannot be read",
    ),
}


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory, builds: dict[int, Path]) -> Workspace:
    """A warehouse with one release of one project."""
    root = tmp_path_factory.mktemp("good")
    place = Workspace(root / "raw", root / "warehouse")
    publish(place, builds[1], "p", NOON)
    return place


@pytest.fixture
def published(place: Workspace, good: Workspace) -> str:
    """The id of a good release that is current."""
    shutil.copytree(good.warehouse, place.warehouse, symlinks=True)
    (only,) = current(place)
    return only


def leaves_the_last_release(place: Workspace, published: str, before: set[str]) -> None:
    assert everything(place) == before
    assert (ids(place), current(place)) == ([published], [published])
    assert projects(place) == 1


@pytest.mark.parametrize(("then", "said"), SPOILT.values(), ids=SPOILT)
def test_a_build_that_fails_the_audit_leaves_the_last_release_as_it_was(place, build, published, then, said):
    before = everything(place)
    with pytest.raises(StorageError, match=said):
        publish(place, build(then), "p", NOON + timedelta(hours=1))
    leaves_the_last_release(place, published, before)


def with_a_wal(path: Path) -> None:
    path.with_name(path.name + ".wal").write_bytes(b"rows that are not in the file")


def absent(path: Path) -> None:
    path.unlink()


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def no_database(path: Path) -> None:
    path.write_bytes(b"x" * 20_000)


def empty_file(path: Path) -> None:
    path.write_bytes(b"")


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (with_a_wal, "not a cleanly closed database"),
        (absent, "not a cleanly closed database"),
        (cut_off, "cannot be read"),
        (no_database, "cannot be read"),
        (empty_file, "cannot be read"),
    ],
)
def test_a_build_that_is_not_whole_leaves_the_last_release_as_it_was(place, build, published, spoil, said):
    path = build()
    spoil(path)
    before = everything(place)
    with pytest.raises(StorageError, match=said) as refused:
        publish(place, path, "p", NOON + timedelta(hours=1))
    assert refused.value.place == str(path)
    leaves_the_last_release(place, published, before)


def test_a_build_killed_while_writing_is_not_published(place, build, published):
    path = build()
    writes = "import duckdb, os, sys\nc = duckdb.connect(sys.argv[1])\nc.execute(\"insert into marts.dim_project values ('lost')\")\nos.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", writes, str(path)], check=False)
    assert path.with_name(path.name + ".wal").exists()
    with pytest.raises(StorageError, match="not a cleanly closed database"):
        audit(path)


FAILING = [
    ("_write", OSError("no space left")),
    ("_compact", KeyboardInterrupt()),
    ("_verify", StorageError("x", "y", "z")),
    ("_flush", OSError("no space left")),
    ("os.chmod", KeyboardInterrupt()),
    ("os.replace", OSError("no space left")),
]


@pytest.mark.parametrize(("step", "error"), FAILING, ids=[step for step, _ in FAILING])
def test_whatever_step_fails_the_last_release_stays(place, build, published, monkeypatch, step, error):
    path, before = build(projects=2), everything(place)

    def fails(*_: object) -> None:
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(f"pipelines.storage.release.{step}", fails)
        with pytest.raises(type(error)):
            publish(place, path, "p", NOON + timedelta(hours=1))
    leaves_the_last_release(place, published, before)


VERIFIED = {
    "fewer rows than the build had": "delete from marts.dim_project",
    "a column of a view gone": "alter table marts.dim_project rename column project_key to k",
    "no row counts": "drop table meta.row_count",
}


@pytest.mark.parametrize("then", VERIFIED.values(), ids=VERIFIED)
def test_a_file_that_is_not_what_the_build_was_is_not_published(place, build, published, monkeypatch, then):
    before, compact = everything(place), release._compact

    def spoils(source: Path, target: Path) -> None:
        compact(source, target)
        with duckdb.connect(str(target)) as connection:
            connection.execute(then)

    with monkeypatch.context() as patched:
        patched.setattr(release, "_compact", spoils)
        with pytest.raises(StorageError, match="the release cannot be read"):
            publish(place, build(), "p", NOON + timedelta(hours=1))
    leaves_the_last_release(place, published, before)


def test_a_reader_that_is_killed_while_verifying_is_an_error_too(tmp_path, monkeypatch):
    monkeypatch.setattr(release, "_READ_ALL", "import os; os.kill(os.getpid(), 9)")
    with pytest.raises(StorageError, match="its reader was killed"):
        release._verify(tmp_path / "x")


def test_two_releases_of_one_moment_do_not_overwrite_one_another(place, build, published):
    before = everything(place)
    with pytest.raises((StorageError, OSError)):
        publish(place, build(projects=2), "p", NOON)
    leaves_the_last_release(place, published, before)


# --- switch, prune, clean


@pytest.fixture
def five(place: Workspace) -> list[str]:
    """Ids of five releases, oldest first, the last current; all older than any grace."""
    made = [f"2024030{day}T000000000000Z" for day in range(1, 6)]
    for id_ in made:
        (place.releases / id_).mkdir(parents=True)
        (place.releases / id_ / DATABASE).write_bytes(b"")
        (place.releases / id_ / DATABASE).chmod(0o444)
        os.utime(place.releases / id_, (0, 0))
    switch(place, made[-1])
    return made


def test_releases_are_listed_oldest_first_with_the_one_that_readers_see(place, five):
    (place.releases / ".20240309T000000000000Z.partial").mkdir()
    (place.releases / "notes").mkdir()
    (place.releases / "README.md").write_bytes(b"")
    assert (ids(place), current(place)) == (five, [five[-1]])


def test_a_warehouse_without_releases_has_none(place):
    assert releases(place) == []


def test_a_rollback_points_current_at_an_older_release_and_forward_again(place, build):
    older = publish(place, build(projects=1), "p", NOON).id
    newer = publish(place, build(projects=2), "p", NOON + timedelta(hours=1)).id
    for id_, count in ((older, 1), (newer, 2), (newer, 2), (older, 1)):
        switch(place, id_)
        assert (current(place), projects(place)) == ([id_], count)
    assert ids(place) == [older, newer]
    assert [p.name for p in place.warehouse.glob(".*")] == []


@pytest.mark.parametrize(
    "id_",
    [
        "",
        ".",
        "..",
        "../x",
        "../releases/20240301T000000000000Z",
        ".x",
        "unknown",
        "20240301T000000000000Z/",
        "/etc",
        "notes",
        "\x00",
        "a\nb",
        "x" * 300,
    ],
)
def test_a_release_that_is_none_is_refused_and_current_stays(place, five, id_):
    (place.releases / "notes").mkdir()
    for hidden in (place.releases / ".x", place.warehouse / "x"):
        hidden.mkdir()
        (hidden / DATABASE).write_bytes(b"")
    (place.releases / DATABASE).write_bytes(b"")
    before = everything(place)
    with pytest.raises(StorageError, match="there is no release"):
        switch(place, id_)
    assert current(place) == [five[-1]]
    assert everything(place) == before


def test_a_link_that_a_killed_switch_left_is_in_nobodys_way(place, five):
    (place.warehouse / f".current.{os.getpid()}").symlink_to("nowhere")
    switch(place, five[0])
    assert current(place) == [five[0]]


@pytest.mark.parametrize(
    ("keep", "now", "removed"),
    [
        (5, 4, []),
        (9, 4, []),
        (3, 4, [0, 1]),
        (1, 4, [0, 1, 2, 3]),
        (0, 4, [0, 1, 2, 3]),
        (2, 0, [1, 2]),
        (2, 1, [0, 2]),
    ],
)
def test_prune_keeps_the_newest_and_the_current(place, five, keep, now, removed):
    switch(place, five[now])
    assert prune(place, keep, 60) == [five[n] for n in removed]
    assert ids(place) == [id_ for n, id_ in enumerate(five) if n not in removed]
    assert current(place) == [five[now]]


def test_prune_leaves_what_is_young_to_readers_that_are_still_opening_it(place, five):
    os.utime(place.releases / five[1])
    assert prune(place, 2, 3600) == [five[0], five[2]]
    assert prune(place, 2, 0) == [five[1]]


def test_publish_prunes(place, build, five):
    published = publish(place, build(), "p").id
    assert ids(place) == [*five[1:], published]


def test_clean_removes_what_a_killed_build_left_and_nothing_else(place, build, published):
    before = everything(place)
    build()
    half = place.releases / ".20240301T130000000000Z.partial"
    half.mkdir()
    (half / "whole.duckdb").write_bytes(b"half")
    (place.warehouse / ".current.4711").symlink_to("releases/nowhere")
    (place.staging / "reports").mkdir(parents=True)
    clean(place)
    assert everything(place) == before | {"staging", "staging/reports"}
    assert not place.builds.exists()
    assert projects(place) == 1
    clean(place)


def test_clean_of_an_empty_warehouse_is_nothing(place):
    clean(place)
    place.warehouse.mkdir()
    clean(place)


# --- the lock


_HOLD = """
import sys
from pathlib import Path
from pipelines.storage.lock import build_lock
from pipelines.storage.workspace import Workspace
with build_lock(Workspace(Path("raw"), Path(sys.argv[1]))):
    print("held", flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def holder(place: Workspace) -> Callable[[], subprocess.Popen[str]]:
    """Another process that holds the lock until it reads a line or is killed."""

    def start() -> subprocess.Popen[str]:
        command = [sys.executable, "-c", _HOLD, str(place.warehouse)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        return process

    return start


@pytest.mark.parametrize("end", ["killed", "ended"])
def test_the_lock_keeps_a_second_process_out_until_the_first_ends_however_it_ends(place, holder, end):
    with holder() as process:
        for _ in range(2):
            with pytest.raises(StorageError, match="another build is writing here"), build_lock(place):
                pass
        if end == "killed":
            process.kill()
        else:
            process.communicate("\n")
        process.wait()
    with build_lock(place):
        pass


def test_the_lock_is_free_after_an_error(place):
    with pytest.raises(ZeroDivisionError), build_lock(place):
        1 / 0  # noqa: B018
    with build_lock(place), pytest.raises(StorageError), build_lock(place):
        pass


def test_locks_of_two_warehouses_are_two(place, tmp_path):
    with build_lock(place), build_lock(Workspace(place.raw, tmp_path / "other")):
        pass
