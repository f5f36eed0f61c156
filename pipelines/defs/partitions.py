"""Partitions by year of publication. Only raw and parsed reports have them; what is made from all years together has none."""

from __future__ import annotations

from collections.abc import Iterable

from dagster import BackfillPolicy, TimeWindowPartitionsDefinition

from pipelines.storage.years import FIRST_YEAR

TIMEZONE = "Asia/Shanghai"

# The current year has a partition too: without the offset it would come into being on 31 December.
report_years = TimeWindowPartitionsDefinition(start=str(FIRST_YEAR), cron_schedule="0 0 1 1 *", fmt="%Y", timezone=TIMEZONE, end_offset=1)
one_run = BackfillPolicy.single_run()

RANGE_START, RANGE_END = "dagster/asset_partition_range_start", "dagster/asset_partition_range_end"


def range_tags(years: Iterable[int]) -> dict[str, str]:
    """Tags of one run over all years from the first to the last; years between them that are up to date cost nothing."""
    ordered = sorted(years)
    return {RANGE_START: str(ordered[0]), RANGE_END: str(ordered[-1])}
