"""All definitions: assets, the refresh job with its schedule and sensors, resources."""

from __future__ import annotations

import sys
from pathlib import Path

from dagster import Definitions, in_process_executor
from dagster_dbt import DbtCliResource

from pipelines.defs.models import dbt_models, project
from pipelines.defs.refresh import annual_refresh, raw_sensor, refresh, tell_of_failure
from pipelines.defs.release import release
from pipelines.defs.reports import parsed_reports, raw_reports, resolved_projects
from pipelines.defs.warehouse import Warehouse

# The dbt of this very environment, whether or not it is on the PATH.
_DBT = str(Path(sys.executable).with_name("dbt"))

defs = Definitions(
    assets=[raw_reports, parsed_reports, resolved_projects, dbt_models, release],
    jobs=[refresh],
    schedules=[annual_refresh],
    sensors=[raw_sensor, tell_of_failure],
    resources={"dbt": DbtCliResource(project_dir=project, dbt_executable=_DBT), "warehouse": Warehouse()},
    executor=in_process_executor,
)
