"""What a release holds is what warehouse users were promised: names, columns, keys, comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

CONTRACT = yaml.safe_load(Path(__file__).with_name("contract.yml").read_text(encoding="utf-8"))
TABLES: dict[str, str] = CONTRACT["tables"]
FOR_PEOPLE: list[str] = CONTRACT["for_people"]
GRAINS: dict[str, str] = CONTRACT["grains"]
Rows = Callable[..., list[tuple[Any, ...]]]


def test_marts_holds_exactly_what_is_promised(rows: Rows) -> None:
    found = {r[0] for r in rows("select table_name from information_schema.tables where table_schema = 'marts'")}
    assert found == {*TABLES, *FOR_PEOPLE}


def test_nothing_but_marts_and_meta_is_released(rows: Rows) -> None:
    assert {r[0] for r in rows("select distinct table_schema from information_schema.tables")} == {"marts", "meta"}


@pytest.mark.parametrize("table", TABLES)
def test_columns_are_those_of_the_contract(rows: Rows, table: str) -> None:
    found = rows("select column_name from duckdb_columns() where schema_name = 'marts' and table_name = ? order by column_index", [table])
    assert [r[0] for r in found] == TABLES[table].split()


def test_every_table_and_view_and_column_says_what_it_is_in_both_languages(rows: Rows) -> None:
    relations = rows(
        "select table_name, null, comment from duckdb_tables() where schema_name = 'marts'"
        " union all select view_name, null, comment from duckdb_views() where schema_name = 'marts'"
    )
    columns = rows("select table_name, column_name, comment from duckdb_columns() where schema_name = 'marts'")
    assert len(relations) == len(TABLES) + len(FOR_PEOPLE)
    english_then_chinese = re.compile(r"^[A-Za-z0-9][^\u4e00-\u9fff]*[A-Za-z]{2}.*[\u4e00-\u9fff]{2}.*。$", re.DOTALL)
    poor = [(t, c, comment) for t, c, comment in relations + columns if not english_then_chinese.match(comment or "")]
    assert poor == []


def test_a_nullable_column_says_why_it_is_null(rows: Rows) -> None:
    nullable = rows(
        "select table_name, column_name, comment from duckdb_columns() where schema_name = 'marts' and is_nullable"
        " and table_name in (select table_name from duckdb_tables() where schema_name = 'marts')"
    )
    assert nullable
    assert [(t, c) for t, c, comment in nullable if not ("ull" in comment and "空" in comment)] == []


@pytest.mark.parametrize("table", [t for t in TABLES if t.startswith("dim_")])
def test_a_dimension_has_its_key(rows: Rows, table: str) -> None:
    key = table.removeprefix("dim_") + "_key"
    assert rows(f"select count(*) - count(distinct {key}) from marts.{table}") == [(0,)]


@pytest.mark.parametrize("table", GRAINS)
def test_a_bridge_has_its_grain(rows: Rows, table: str) -> None:
    keys = ", ".join(GRAINS[table].split())
    assert rows(f"select {keys} from marts.{table} group by {keys} having count(*) > 1") == []


def test_surrogate_keys_are_md5_of_natural_keys(rows: Rows) -> None:
    assert rows("select count(*) from marts.dim_jurisdiction where jurisdiction_key <> md5(jurisdiction_code)") == [(0,)]
    assert rows("select count(*) from marts.dim_unit where unit_key <> md5(unit)") == [(0,)]
    assert rows(
        "select count(*) from marts.dim_project join marts.dim_jurisdiction using (jurisdiction_key) where plan_item_no is not null"
        " and project_key <> md5(jurisdiction_code || '|' || year_key || '|p' || plan_item_no)"
    ) == [(0,)]


def test_numbers_are_decimal_or_integer_but_for_ratios(rows: Rows) -> None:
    doubles = rows("select table_name, column_name from duckdb_columns() where schema_name = 'marts' and data_type in ('DOUBLE', 'FLOAT')")
    assert {c for _, c in doubles} == {
        "attainment_ratio",
        "lowest_attainment_ratio",
        "highest_attainment_ratio",
        "covered_ratio",
        "resolved_numeral_ratio",
    }
    exact = rows(
        "select distinct data_type from duckdb_columns() where schema_name = 'marts' and column_name in ('value', 'actual_value', 'gap')"
    )
    assert exact == [("DECIMAL(38,6)",)]


def test_every_quote_stands_at_its_place(rows: Rows) -> None:
    assert rows("select count(*) > 0 from marts.fct_measurement") == [(True,)]
    wrong = rows(
        "select quote from marts.fct_measurement join marts.report_text using (report_key)"
        " where substr(text, char_start + 1, char_end - char_start) <> quote"
    )
    assert wrong == []


def test_every_view_can_be_read(rows: Rows) -> None:
    for name in FOR_PEOPLE:
        rows(f"select * from marts.{name}")
