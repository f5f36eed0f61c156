"""Rules of the dbt project that no database checks: a yml beside each model, contracts, layers, SQL that every engine understands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipelines.storage.tables import REPORT_TABLES, RESOLVED_TABLES

CONTRACT = yaml.safe_load(Path(__file__).with_name("contract.yml").read_text(encoding="utf-8"))
TABLES: dict[str, str] = CONTRACT["tables"]
FOR_PEOPLE: list[str] = CONTRACT["for_people"]
PROJECT = Path(__file__).resolve().parents[2] / "dbt_project"
MODELS = sorted(PROJECT.glob("models/**/*.sql"))
Manifest = dict[str, Any]
OF_THE_CACHE = {"parse_key"}  # of use to the next parse alone

# Means something else, or nothing, on PostgreSQL or Spark; or is the parser's work.
NOT_PORTABLE = {
    "text surgery": r"\b(regexp_\w+|similar to|strip_accents|translate|string_split|split)\b",
    "dates by format": r"\b(strftime|strptime|date_format|dayofweek)\b",
    "nested types": r"\b(unnest|explode|struct_pack|list_\w+|array_agg)\b|\[\s*\d",
    "null-blind text": r"\bconcat\s*\(",
    "order left open": r"\b(string_agg|listagg|group_concat)\b",
    "select * except": r"\*\s*(exclude|except|replace)\b",
    "quoted names": r'"',
    "one engine only": r"\b(starts_with|strpos|varchar|text\)|::)",
    "positional grouping": r"\bgroup by \d",
}


def _models(manifest: Manifest) -> list[dict[str, Any]]:
    return [n for n in manifest["nodes"].values() if n["resource_type"] == "model"]


def _without_comments(sql: str) -> str:
    return re.sub(r"--[^\n]*|\{#.*?#\}", "", sql, flags=re.DOTALL)


def test_every_model_has_its_own_yml_beside_it() -> None:
    assert MODELS
    assert [m.name for m in MODELS if not m.with_suffix(".yml").exists()] == []


def test_every_description_begins_with_the_grain(manifest: Manifest) -> None:
    assert [m["name"] for m in _models(manifest) if not m["description"].startswith("One row per ")] == []


def test_every_mart_is_under_contract_with_typed_and_described_columns(manifest: Manifest) -> None:
    marts = [m for m in _models(manifest) if m["schema"] == "marts"]
    assert {m["name"] for m in marts} == {*TABLES, *FOR_PEOPLE}
    for model in marts:
        assert model["config"]["contract"]["enforced"], model["name"]
        assert model["config"]["persist_docs"] == {"relation": True, "columns": True}, model["name"]
        assert [c["name"] for c in model["columns"].values() if not (c["data_type"] and c["description"])] == [], model["name"]


def test_layers_point_one_way(manifest: Manifest) -> None:
    """Staging reads sources, the others what is below. A view reads marts alone: a release holds no more."""
    allowed = {"staging": {"source"}, "intermediate": {"staging", "intermediate"}, "marts": {"staging", "intermediate", "marts"}}
    layer = {m["unique_id"]: m["schema"] for m in _models(manifest)}
    for model in _models(manifest):
        below = {layer.get(d, "source") for d in model["depends_on"]["nodes"]}
        assert below <= allowed[model["schema"]], model["name"]
        if model["schema"] == "marts" and model["config"]["materialized"] == "view":
            assert below == {"marts"}, model["name"]


@pytest.mark.parametrize("why", NOT_PORTABLE)
def test_models_keep_to_the_sql_that_engines_share(why: str) -> None:
    found = [(m.name, hit.group(0)) for m in MODELS if (hit := re.search(NOT_PORTABLE[why], _without_comments(_sql(m)), re.IGNORECASE))]
    assert found == []


def _sql(model: Path) -> str:
    """The SQL outside of jinja: arguments of our own macros may hold quotes."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "jinja", model.read_text(encoding="utf-8"), flags=re.DOTALL)


@pytest.mark.parametrize(("table", "columns"), {**REPORT_TABLES, **RESOLVED_TABLES}.items())
def test_a_staging_model_has_the_columns_of_its_table(table: str, columns: dict[str, str]) -> None:
    sql = (PROJECT / f"models/staging/stg_{table}.sql").read_text(encoding="utf-8")
    cast = dict(re.findall(r"cast\((\w+) as ([\w(), ]+?)\) as \1", sql))
    spelled = {"VARCHAR": "string"}
    wanted = {name: kind for name, kind in columns.items() if name not in OF_THE_CACHE}
    assert cast == {name: spelled.get(kind, kind.lower().replace(",", ", ")) for name, kind in wanted.items()}


def test_every_source_of_staging_names_the_asset_that_writes_it(manifest: Manifest) -> None:
    sources = [s for s in manifest["sources"].values() if s["source_name"] != "reference"]
    assert {s["name"] for s in sources} == {*REPORT_TABLES, *RESOLVED_TABLES}
    for source in sources:
        expected = "parsed_reports" if source["name"] in REPORT_TABLES else "resolved_projects"
        assert source["meta"]["dagster"]["asset_key"] == [expected], source["name"]


def test_every_mart_table_is_tested_for_its_key(manifest: Manifest) -> None:
    keyed = {
        n["attached_node"].split(".")[-1]
        for n in manifest["nodes"].values()
        if n["resource_type"] == "test" and n.get("test_metadata", {}).get("name") in ("unique", "unique_combination")
    }
    assert set(TABLES) <= keyed


def test_foreign_keys_are_tested(manifest: Manifest) -> None:
    """Every column of a fact or bridge that is named as a dimension's key leads to a row of it."""
    related = {
        (n["attached_node"].split(".")[-1], n["column_name"])
        for n in manifest["nodes"].values()
        if n["resource_type"] == "test" and n.get("test_metadata", {}).get("name") == "relationships"
    }
    dimensions = {f"{t.removeprefix('dim_')}_key" for t in TABLES if t.startswith("dim_")}
    facts = [t for t in TABLES if t.startswith(("fct_", "bridge_"))]
    needed = {(t, c) for t in facts for c in TABLES[t].split() if c in dimensions}
    assert needed - related == set()


def test_nothing_is_sent_and_nothing_is_downloaded() -> None:
    settings = yaml.safe_load((PROJECT / "dbt_project.yml").read_text(encoding="utf-8"))
    assert settings["flags"]["send_anonymous_usage_stats"] is False
    assert not (PROJECT / "packages.yml").exists()
    assert not (PROJECT / "dependencies.yml").exists()


def test_logic_has_unit_tests(manifest: Manifest) -> None:
    tested = {t["model"] for t in manifest["unit_tests"].values()}
    assert {
        "int_attainment_targets",
        "int_attainment_actuals",
        "int_attainment_judged",
        "int_project_states",
        "int_project_verdicts",
    } <= tested
