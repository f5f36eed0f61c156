"""Assets by year of publication: reports as received, and what the parser reads in them; then what all years together say."""

import time
from collections import Counter
from collections.abc import Iterator

from dagster import (
    AssetCheckResult,
    AssetCheckSeverity,
    AssetCheckSpec,
    AssetExecutionContext,
    Config,
    Failure,
    MaterializeResult,
    MetadataValue,
    TableColumn,
    TableRecord,
    TableSchema,
    asset,
)

from pipelines.defs.partitions import one_run, report_years
from pipelines.defs.progress import log
from pipelines.defs.warehouse import Warehouse
from pipelines.history import HistoryError, resolve
from pipelines.storage.errors import StorageError
from pipelines.storage.quality import findings
from pipelines.storage.raw import list_raw, read_verified
from pipelines.storage.rows import Rows, no_rows
from pipelines.storage.staging import named_once, parse_year, read_staging, write_resolved

_PREVIEW_ROWS = 10


class Ingest(Config):
    """What a run may do besides reading raw/."""

    fetch: bool = False  # ask the web for new versions of reports whose sidecar has a url


@asset(
    partitions_def=report_years,
    backfill_policy=one_run,
    group_name="reports",
    kinds={"file"},
    check_specs=[
        AssetCheckSpec(
            "as_received", asset="raw_reports", description="Every file under raw/ has its sidecar and is the bytes that it describes."
        )
    ],
)
def raw_reports(context: AssetExecutionContext, config: Ingest, warehouse: Warehouse) -> MaterializeResult:  # type: ignore[type-arg]
    """Reports as received, `raw/<adcode>/<year>/<name>.<ext>` with one sidecar each: listed, and held against size and hash."""
    years = set(_years(context))
    if config.fetch:
        from pipelines.storage.fetch import fetch_all

        for outcome in fetch_all(warehouse.place.raw, years, log.info):
            if outcome.error:
                log.warning(outcome.error)
    listing = list_raw(warehouse.place.raw)
    problems = [str(p) for p in listing.problems]
    reports = [r for r in listing.reports if r.sidecar.report_year in years]
    for report in reports:
        try:
            read_verified(report)
        except StorageError as error:
            problems.append(str(error))
    for problem in problems:
        log.warning(problem)
    if not reports:
        log.info(f"no report of {_span(years)} in raw/ yet")
    return MaterializeResult(
        metadata={
            "reports": len(reports),
            "bytes": sum(r.sidecar.size_bytes or 0 for r in reports),
            "files": MetadataValue.json([r.source_path for r in reports[:100]]),
        },
        check_results=[_check("as_received", problems)],
    )


@asset(
    deps=[raw_reports],
    partitions_def=report_years,
    backfill_policy=one_run,
    group_name="reports",
    kinds={"python", "parquet"},
    check_specs=[
        AssetCheckSpec(
            "set_aside", asset="parsed_reports", description="Every report could be read; those that could not are named with the remedy."
        ),
        AssetCheckSpec("coverage", asset="parsed_reports", description="Every character of every report is placed; the rest is residue."),
        AssetCheckSpec(
            "stated_count", asset="parsed_reports", description="A report that states its number of projects has as many items."
        ),
        AssetCheckSpec("numerals", asset="parsed_reports", description="Every numeral is a quantity or declared what it is."),
    ],
)
def parsed_reports(context: AssetExecutionContext, warehouse: Warehouse) -> MaterializeResult:  # type: ignore[type-arg]
    """Sections, items, departments, quantities, numerals, matches, residue and issues of each report, one Parquet file a table and year.

    A report is parsed once for its bytes, hints and parser version; the year's files are replaced whole.
    """
    began = time.perf_counter()
    listing = list_raw(warehouse.place.raw)
    rows, counted = no_rows(), Counter[str]()
    refused: dict[str, str] = {}
    for year in _years(context):
        reports = [r for r in listing.reports if r.sidecar.report_year == year]
        broken = [(r, problem) for r, problem in listing.broken if r.sidecar.report_year == year]
        outcome = parse_year(warehouse.place.staging, year, reports, log.info, broken)
        counted.update(parsed=outcome.parsed, unchanged=outcome.unchanged)
        refused |= outcome.refused
        for table, part in outcome.rows.items():
            rows[table] += part
    log.info(
        f"{counted['parsed']} report{'' if counted['parsed'] == 1 else 's'} parsed, {counted['unchanged']} unchanged, {len(refused)} set aside"
    )
    found = findings(rows)
    return MaterializeResult(
        metadata={
            "parsed": counted["parsed"],
            "unchanged": counted["unchanged"],
            "set aside": len(refused),
            "seconds": round(time.perf_counter() - began, 3),
            **{table: len(part) for table, part in rows.items()},
            "preview": _preview(rows),
        },
        check_results=[
            _check("set_aside", [named_once(place, why) for place, why in sorted(refused.items())]),
            _check("coverage", found.uncovered),
            _check("stated_count", found.miscounted),
            _check("numerals", found.unresolved),
        ],
    )


@asset(deps=[parsed_reports], group_name="reports", kinds={"python", "parquet"})
def resolved_projects(warehouse: Warehouse) -> MaterializeResult:  # type: ignore[type-arg]
    """Which plan item and which delivery item are one project, which projects one programme; departments and metrics under one name."""
    began = time.perf_counter()
    staged = read_staging(warehouse.place.staging)
    if not staged["reports"]:
        raise Failure(f"{warehouse.place.raw}: no report to build from. Add one with: minsheng add FILE --adcode 110101 --year 2024")
    try:
        resolved = resolve(staged)
    except HistoryError as error:
        raise Failure(f"a reviewed decision no longer applies: {error}") from error
    write_resolved(warehouse.place.staging, resolved)
    counts = {table: len(rows) for table, rows in resolved.items()}
    log.info(f"{counts['projects']} projects, {counts['attainments']} targets, {counts['succession']} links over the years")
    return MaterializeResult(metadata={**counts, "seconds": round(time.perf_counter() - began, 3)})


def _years(context: AssetExecutionContext) -> Iterator[int]:
    return (int(key) for key in context.partition_keys)


def _span(years: set[int]) -> str:
    return str(min(years)) if len(years) == 1 else f"{min(years)} to {max(years)}"


def _check(name: str, problems: list[str]) -> AssetCheckResult:
    """Passed where there is no problem; otherwise a warning that lists them, since the other reports go on."""
    return AssetCheckResult(
        check_name=name,
        passed=not problems,
        severity=AssetCheckSeverity.WARN,
        metadata={"count": len(problems), "cases": MetadataValue.json(problems[:50])},
    )


def _preview(rows: Rows) -> MetadataValue:
    """The first quantities, as a person would want to see them."""
    names = ("year", "item_no", "field", "role", "comparator", "text", "value", "unit_as_written", "indicator")
    items = {i["item_key"]: i for i in rows["items"]}
    records = [
        TableRecord({n: str((items[q["item_key"]] | q).get(n) if (items[q["item_key"]] | q).get(n) is not None else "") for n in names})
        for q in rows["quantities"][:_PREVIEW_ROWS]
    ]
    return MetadataValue.table(records, TableSchema([TableColumn(n) for n in names]))
