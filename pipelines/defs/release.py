"""The last asset: a tested build becomes what analysts see."""

import json
import shutil

from dagster import Failure, MaterializeResult, MetadataValue, asset

from pipelines.defs.models import dbt_models
from pipelines.defs.progress import log
from pipelines.defs.warehouse import Warehouse
from pipelines.reports import PARSER_VERSION
from pipelines.storage.dictionary import entries
from pipelines.storage.errors import StorageError
from pipelines.storage.interrupts import check
from pipelines.storage.release import publish


@asset(deps=[dbt_models], group_name="release", kinds={"duckdb"})
def release(warehouse: Warehouse) -> MaterializeResult:  # type: ignore[type-arg]
    """Audit, copy into one compact file, verify it in a fresh process, switch `current` to it. Where a step fails the last release stays."""
    try:
        manifest = json.loads((warehouse.place.dbt_target / "manifest.json").read_text(encoding="utf-8"))
        check()
        published = publish(warehouse.place, warehouse.build_file, PARSER_VERSION, dictionary=entries(manifest))
    except StorageError as error:
        raise Failure(str(error)) from error
    shutil.rmtree(warehouse.build_file.parent, ignore_errors=True)
    rekeyed = sum(c.kind == "project_key" for c in published.changes)
    if rekeyed:
        log.info(f"{rekeyed} projects bear new keys: {published.path}/release-notes.md")
    log.info(f"published release {published.id}")
    return MaterializeResult(
        metadata={"release": published.id, "file": MetadataValue.path(str(published.path)), **dict(sorted(published.counts.items()))}
    )
