"""What a release says of keys that changed since the last one."""

from __future__ import annotations

import duckdb
import pytest

from pipelines.storage.notes import Change, changes, notes

_TABLES = """
    create schema {db}.marts;
    create table {db}.marts.dim_project (project_key varchar, plan_report_key varchar, plan_item_no integer, delivery_report_key varchar,
        delivery_item_no integer, title varchar, programme_key varchar, year_key integer);
    create table {db}.marts.dim_programme (programme_key varchar, name varchar);
    create table {db}.marts.dim_report (report_key varchar, source_path varchar, report_year integer);
"""


def filled(connection, db, projects, reports):
    connection.execute(_TABLES.format(db=db))
    connection.executemany(f"insert into {db}.marts.dim_project values (?, ?, ?, ?, ?, ?, ?, ?)", projects)
    connection.executemany(f"insert into {db}.marts.dim_programme values (?, ?)", sorted({(p[6], f"run of {p[6]}") for p in projects}))
    connection.executemany(f"insert into {db}.marts.dim_report values (?, ?, ?)", reports)


BEFORE = [("d1", None, None, "r24", 1, "学位", "pd1", 2023), ("p1", "r24", 1, None, None, "床位", "pp1", 2024)]
AFTER = [("p7", "r23", 7, "r24", 1, "学位", "pp7", 2023), ("p1", "r24", 1, None, None, "床位", "pp1", 2024)]


@pytest.fixture
def found(tmp_path):
    with duckdb.connect(str(tmp_path / "old.duckdb")) as connection:
        filled(connection, "old", BEFORE, [("r24", "a/2024/x.txt", 2024), ("gone", "a/2020/y.txt", 2020)])
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as minsheng")
        filled(connection, "minsheng", AFTER, [("r24", "a/2024/x.txt", 2024), ("r23", "a/2023/z.txt", 2023)])
        return changes(connection, tmp_path / "old.duckdb")


def test_a_project_that_got_its_plan_bears_a_new_key(found):
    assert Change("project_key", "d1", "p7", "学位", 2023) in found
    assert Change("programme_key", "pd1", "pp7", "run of pp7", None) in found
    assert [c.kind for c in found] == ["programme_key", "project_key", "report_added", "report_removed"]


def test_reports_that_came_and_went(found):
    assert Change("report_added", None, "r23", "a/2023/z.txt", 2023) in found
    assert Change("report_removed", "gone", None, "a/2020/y.txt", 2020) in found


def test_the_notes_list_them(found):
    text = notes("new", "old", found)
    assert "reports added 1, removed 1; new keys of projects 1, of programmes 1" in text
    assert "| 学位 | 2023 | `d1` | `p7` |" in text


def test_the_first_release_has_nothing_to_compare_with():
    assert "first release" in notes("new", None, [])


def test_a_release_of_other_tables_is_not_compared(tmp_path):
    with duckdb.connect(str(tmp_path / "old.duckdb")) as connection:
        connection.execute("create table something (a integer)")
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as minsheng")
        filled(connection, "minsheng", AFTER, [("r24", "x", 2024)])
        assert changes(connection, tmp_path / "old.duckdb") == []
        assert connection.execute("select count(*) from duckdb_databases() where database_name = 'before'").fetchone() == (0,)


def test_words_of_a_report_cannot_forge_a_row():
    text = notes("new", "old", [Change("project_key", "a", "b", "坏|名\n<b>", 2024)])
    assert "| 坏\\|名 &lt;b> | 2024 |" in text
