"""Questions to the current release are answered; whatever would write, read other files or reach out is refused."""

from __future__ import annotations

import duckdb
import pytest
from shelf import tree

from pipelines.storage.errors import StorageError
from pipelines.storage.query import answer
from pipelines.storage.workspace import DATABASE, Workspace


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A warehouse whose current release has one table. Beside it a database and a file that are nobody's business."""
    root = tmp_path_factory.mktemp("released")
    place = Workspace(root / "raw", root / "warehouse")
    (root / "secret.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    with duckdb.connect(str(root / "there.duckdb")) as connection:
        connection.execute("create table t as select 1")
    folder = place.releases / "20240301T120000000000Z"
    folder.mkdir(parents=True)
    with duckdb.connect(str(folder / DATABASE)) as connection:
        connection.execute("create schema marts; create table marts.dim_project as select 1 as project_key, '实事' as title")
    place.current.symlink_to("releases/20240301T120000000000Z")
    return place


def test_a_question_is_answered_with_names_and_rows(released):
    assert answer(released, "select project_key, title from marts.dim_project") == (["project_key", "title"], [(1, "实事")])
    assert answer(released, "select 1 as a where false") == (["a"], [])
    assert ("dim_project",) in [(r[0],) for r in answer(released, "select table_name from duckdb_tables()")[1]]


@pytest.mark.parametrize("sql", ["selec 1", "select * from marts.nothing", "select nothing from marts.dim_project", "select 1/'x'"])
def test_a_wrong_question_is_answered_in_the_database_s_words(released, sql):
    with pytest.raises(StorageError, match="Error") as refused:
        answer(released, sql)
    assert refused.value.place == "query"


def test_without_a_release_the_remedy_is_to_build_one(place):
    with pytest.raises(StorageError, match=r"there is no release yet\. Make one with: minsheng build"):
        answer(place, "select 1")


HOSTILE = [
    # into the release
    "insert into marts.dim_project values (2, 'x')",
    "update marts.dim_project set title = 'x'",
    "delete from marts.dim_project",
    "create table marts.t as select 1",
    "create table t as select 1",
    "create view marts.v as select 1",
    "drop table marts.dim_project",
    "alter table marts.dim_project add column x int",
    "comment on table marts.dim_project is 'x'",
    "truncate marts.dim_project",
    "select 1; insert into marts.dim_project values (2, 'x')",
    "begin; insert into marts.dim_project values (2, 'x'); commit",
    # into files
    "copy marts.dim_project to '{out}'",
    "copy (select 1) to '{out}' (format parquet)",
    "export database '{out}'",
    "attach '{out}' as other",
    "attach '{out}' as other (read_only)",
    "attach '{there}' as other (read_only)",
    # from files
    "select * from read_csv('{secret}')",
    "select * from '{secret}'",
    "select * from read_text('{secret}')",
    "select * from read_blob('{secret}')",
    "select * from read_json('{secret}')",
    "select * from read_parquet('{secret}')",
    "select * from glob('{secret}')",
    "select * from sniff_csv('{secret}')",
    "copy marts.dim_project from '{secret}'",
    "create temp table t (x varchar); copy t from '{secret}'",
    "import database '{secret}'",
    # to other hosts, and out of the cage
    "select * from read_csv('http://127.0.0.1:9/x.csv')",
    "install httpfs",
    "load httpfs",
    "load '{secret}'",
    "set enable_external_access = true",
    "set global enable_external_access = true; select * from read_text('{secret}')",
    "reset enable_external_access",
    "set allowed_directories = ['/']",
    "set allowed_paths = ['{secret}']",
    "set temp_directory = '{out}'",
    "set lock_configuration = false",
    "pragma enable_profiling = 'json'; pragma profiling_output = '{out}'",
    "set log_query_path = '{out}'",
]


@pytest.mark.parametrize("sql", HOSTILE)
def test_nothing_is_written_and_no_other_file_is_read(released: Workspace, sql: str) -> None:
    root = released.raw.parent
    before = tree(root)
    with pytest.raises(StorageError):
        answer(released, sql.format(secret=root / "secret.csv", out=root / "out", there=root / "there.duckdb"))
    assert tree(root) == before
    assert answer(released, "select * from marts.dim_project")[1] == [(1, "实事")]
