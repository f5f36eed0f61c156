"""The data dictionary of a release: complete, in both languages, true of the data, and the same in the database and the document."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Rows = Callable[..., list[tuple[Any, ...]]]
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "data-dictionary.md"
HAN = re.compile(r"[\u4e00-\u9fff]")


def test_every_table_and_column_is_explained_in_both_languages(rows: Rows) -> None:
    columns = rows("select table_name, column_name from information_schema.columns where table_schema = 'marts' order by all")
    explained = rows(
        "select table_name, column_name, meaning_en, meaning_zh from meta.dictionary where column_name is not null order by all"
    )
    assert [e[:2] for e in explained] == columns
    tables = rows("select table_name, null, meaning_en, meaning_zh from meta.dictionary where column_name is null order by all")
    assert [t for t, *_ in tables] == sorted({t for t, _ in columns})
    for table, column, english, chinese in explained + tables:
        assert re.search(r"[a-z]{2,}", english), (table, column)
        assert HAN.search(chinese), (table, column)
        assert len(HAN.findall(english)) <= 12, (table, column, "the Chinese half begins too late")
        assert not re.search(r"\b[a-z]{3,} [a-z]{3,} [a-z]{3,}\b", chinese), (table, column, "the Chinese half begins too early")


def test_it_says_what_the_comments_say(rows: Rows) -> None:
    comments = rows(
        "select table_name, column_name, comment from duckdb_columns() where schema_name = 'marts' and database_name = current_database()"
        " order by all"
    )
    said = {(t, c): f"{en} {zh}" for t, c, en, zh in rows("select table_name, column_name, meaning_en, meaning_zh from meta.dictionary")}
    assert comments
    for table, column, comment in comments:
        assert " ".join(comment.split()) == said[table, column]


def test_each_table_has_a_grain_and_facts_say_what_to_heed(rows: Rows) -> None:
    for table, grain, usage in rows("select table_name, grain, usage from meta.dictionary where column_name is null"):
        assert grain.startswith("One row per "), table
        if table in ("fct_measurement", "fct_target_attainment", "fct_project", "bridge_project_department", "rpt_department_workload"):
            assert usage, f"{table}: what must not be added up"


def test_keys_are_named(rows: Rows) -> None:
    keys = rows("select table_name, column_name from meta.dictionary where key_role = 'primary' order by all")
    assert {(t, c) for t, c in keys if t.startswith("dim_")} >= {
        (f"dim_{n}", f"{n}_key")
        for n in ("project", "report", "department", "metric", "unit", "year", "domain", "programme", "jurisdiction")
    }
    for table, column, refers in rows("select table_name, column_name, refers_to from meta.dictionary where key_role = 'foreign'"):
        assert rows("select count(*) from meta.dictionary where table_name = ? and column_name is null", [refers]) == [(1,)], (
            table,
            column,
        )


def test_what_is_said_never_to_be_null_never_is(rows: Rows) -> None:
    columns = rows("select table_name, column_name from meta.dictionary where column_name is not null and null_means is null")
    assert len(columns) > 100
    for table, column in columns:
        assert rows(f'select count(*) from marts.{table} where "{column}" is null') == [(0,)], f"{table}.{column} is null somewhere"


def test_values_are_those_that_are_listed(rows: Rows) -> None:
    listed = rows("select table_name, column_name, accepted_values from meta.dictionary where accepted_values is not null")
    assert len(listed) > 10
    for table, column, values in listed:
        found = {v for (v,) in rows(f'select distinct cast("{column}" as varchar) from marts.{table} where "{column}" is not null')}
        assert found <= set(values.split(", ")), (table, column)


def test_every_measure_has_a_unit(rows: Rows) -> None:
    bare = rows(
        "select table_name, column_name from meta.dictionary where unit is null and (data_type like 'decimal%' or data_type = 'double'"
        " or column_name like '%count')"
    )
    assert bare == []


def test_the_document_is_the_one_that_the_command_prints(minsheng: Any, built_warehouse: Path) -> None:
    printed = minsheng("dictionary", "--warehouse", built_warehouse)
    assert printed.returncode == 0, printed.stderr
    assert DOCUMENT.read_text(encoding="utf-8") == printed.stdout, "make docs writes it anew"


@pytest.mark.parametrize("word", ["| column | type |", "**Grain:**", "**Heed:**", "```sql"])
def test_the_document_holds_what_a_reader_needs(word: str) -> None:
    assert DOCUMENT.read_text(encoding="utf-8").count(word) >= 5
