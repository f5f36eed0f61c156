"""The dbt models and their tests as assets and checks of the same graph."""

import os
from collections import Counter
from collections.abc import Iterator
from typing import Any

from dagster import AssetCheckEvaluation, AssetCheckResult, AssetExecutionContext, AssetMaterialization, Output
from dagster_dbt import DagsterDbtTranslator, DagsterDbtTranslatorSettings, DbtCliResource, DbtProject, dbt_assets

from pipelines.defs.manifest import manifest_file
from pipelines.defs.progress import log
from pipelines.defs.warehouse import Warehouse
from pipelines.storage.interrupts import check
from pipelines.storage.workspace import DBT_PROJECT, workspace

_TELL_EVERY = 50

project = DbtProject(DBT_PROJECT, profiles_dir=DBT_PROJECT, target_path=workspace().dbt_target)

# All tables of one source are one Python asset: they share its key.
_translator = DagsterDbtTranslator(DagsterDbtTranslatorSettings(enable_duplicate_source_asset_keys=True))


@dbt_assets(manifest=manifest_file(workspace()), project=project, dagster_dbt_translator=_translator, name="models")
def dbt_models(context: AssetExecutionContext, dbt: DbtCliResource, warehouse: Warehouse) -> Iterator[Any]:
    """Staging, intermediate and marts, in a database file of this run alone; every test must hold."""
    os.environ.update(warehouse.environment())
    done = Counter[str]()
    for event in dbt.cli(["build"], context=context, target_path=warehouse.place.dbt_target).stream():
        check()
        if isinstance(event, Output | AssetMaterialization):
            done["models"] += 1
        elif isinstance(event, AssetCheckResult | AssetCheckEvaluation):
            done["tests"] += 1
        if sum(done.values()) % _TELL_EVERY == 0:
            log.info(f"dbt: {done['models']} models, {done['tests']} tests")
        yield event
    log.info(f"dbt: {done['models']} models, {done['tests']} tests")
