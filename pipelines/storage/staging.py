"""staging/: what the parser read, one Parquet file per table and year of publication, replaced whole or not at all.

A year's nine files are written aside under ``.pending/<year>`` and sealed by a marker; only then are they moved into place. A process that dies
before the marker leaves the old files, one that dies after it is finished by the next.
"""

from __future__ import annotations

import logging
import os
import shutil
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path

import duckdb

from pipelines.reports import PARSER_VERSION, ReportRefused, parse_report
from pipelines.storage import parquet
from pipelines.storage.errors import StorageError
from pipelines.storage.raw import RawReport, read_verified
from pipelines.storage.rows import Rows, no_rows, parse_key, provenance, refused_rows, rows_of, with_current
from pipelines.storage.tables import REPORT_TABLES, RESOLVED_TABLES

_PENDING = ".pending"
_SEAL = "complete"
_POOL_FROM = 24  # documents; below that starting processes costs more than it saves
_PARENT_CHECK_SECONDS = 0.2
_FROM_SIDECAR = ("publisher", "published_on")  # the document fills these in where the sidecar is silent

Say = Callable[[str], None]
log = logging.getLogger("minsheng")


@dataclass(slots=True)
class Parsed:
    """What became of the reports of a year: counts, and those set aside with their reason."""

    year: int
    parsed: int = 0
    unchanged: int = 0
    refused: dict[str, str] = field(default_factory=dict)
    rows: Rows = field(default_factory=no_rows)


def staged_years(staging: Path) -> list[int]:
    """Years of publication that have files."""
    return sorted(int(p.name.removeprefix("report_year=")) for p in (staging / "reports").glob("report_year=*"))


def _parse(report: RawReport) -> Rows:
    """One document; what cannot be read becomes rows that say so."""
    try:
        s = report.sidecar
        parsed = parse_report(
            read_verified(report), filename=report.path.name, year=s.items_year, jurisdiction=s.jurisdiction, charset=s.encoding
        )
        return rows_of(report, parsed, PARSER_VERSION)
    except ReportRefused as refusal:
        return refused_rows(report, refusal, PARSER_VERSION)
    except StorageError as error:
        return refused_rows(report, ReportRefused("wrong_bytes", f"{error.place}: {error.reason}", error.remedy), PARSER_VERSION)
    except Exception as error:  # a fault of ours in one report must not take the others with it: it becomes an error of that report
        log.exception("fault while reading %s", report.path.name)
        place = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"the parser failed: {type(error).__name__}: {error}"
        remedy = "This is a fault of the parser: tell its maintainers, with the file; the other reports went on"
        return refused_rows(
            report, ReportRefused("parser_fault", reason, remedy, f"{Path(place.filename).name}:{place.lineno}"), PARSER_VERSION
        )


def _is_carried_over(report: RawReport, known: dict[str, Rows]) -> bool:
    """Whether its rows stand already, made from these very bytes; bytes that are not those of the sidecar are looked at again, and refused."""
    rows = known.get(report.report_key)
    if rows is None or rows["reports"][0]["parse_key"] != parse_key(report, PARSER_VERSION):
        return False
    try:
        read_verified(report)
    except (StorageError, OSError):
        return False
    return True


def _unchanged(before: Rows) -> dict[str, Rows]:
    """The rows of a year's present files by report; what was refused is tried again."""
    found = {r["report_key"]: no_rows() for r in before["reports"] if r["status"] == "parsed"}
    for table, rows in before.items():
        for row in rows:
            if row["report_key"] in found:
                found[row["report_key"]][table].append(row)
    return found


def parse_year(
    staging: Path,
    year: int,
    reports: Sequence[RawReport],
    say: Say = lambda _: None,
    broken: Sequence[tuple[RawReport, StorageError]] = (),
) -> Parsed:
    """Bring a year's files up to date with its raw reports: new and changed ones are parsed, the others' rows carried over.

    ``broken`` are documents whose sidecar does not let them be read, each with its problem.

    A report that is gone from ``reports`` is gone from the files; a year without reports has none.
    """
    recover(staging)
    outcome = Parsed(year)
    with duckdb.connect() as connection:
        before = {
            t: parquet.read(connection, f"{escape(str(staging))}/{t}/report_year={year}/data.parquet", c) for t, c in REPORT_TABLES.items()
        }
        known = _unchanged(before)
        keyed = {r.report_key: r for r in reports}
        fresh = [r for r in reports if not _is_carried_over(r, known)]
        results = {r.report_key: rows for r, rows in zip(fresh, _parsed_all(fresh, say), strict=True)}
        for report_key, report in sorted(keyed.items()):
            rows = results.get(report_key)
            if rows is None:
                rows = known[report_key]
                told = {k: v for k, v in provenance(report, PARSER_VERSION).items() if k not in _FROM_SIDECAR or v is not None}
                rows["reports"] = [rows["reports"][0] | told]
                outcome.unchanged += 1
            elif rows["reports"][0]["status"] == "refused":
                outcome.refused[report.source_path] = rows["issues"][0]["message"]
            else:
                outcome.parsed += 1
            for table, part in rows.items():
                outcome.rows[table] += part
        for report, problem in broken:
            refused = refused_rows(report, ReportRefused("sidecar", problem.reason, problem.remedy), PARSER_VERSION)
            outcome.refused[report.source_path] = refused["issues"][0]["message"]
            for table, part in refused.items():
                outcome.rows[table] += part
        outcome.rows = with_current(outcome.rows)
        if reports or broken:
            if outcome.rows != before:
                _replace(connection, staging, year, outcome.rows)
        else:
            drop_year(staging, year)
    return outcome


def _parsed_all(reports: Sequence[RawReport], say: Say) -> list[Rows]:
    if len(reports) < _POOL_FROM:
        return [_told(r, say, _parse(r)) for r in reports]
    with ProcessPoolExecutor(max_workers=os.cpu_count(), initializer=_end_with, initargs=(os.getpid(),)) as pool:
        return [_told(r, say, rows) for r, rows in zip(reports, pool.map(_parse, reports, chunksize=4), strict=True)]


def _end_with(parent: int) -> None:
    """In a worker: end when the build is killed. Else it would wait for work for ever, and hold the build lock that it inherited."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(_PARENT_CHECK_SECONDS)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


def _told(report: RawReport, say: Say, rows: Rows) -> Rows:
    first = rows["reports"][0]
    what = (
        f"{len(rows['items'])} items, {len(rows['quantities'])} quantities"
        if first["status"] == "parsed"
        else "set aside"  # why is said once, at the end
    )
    say(f"{report.source_path}: {what}")
    return rows


def _replace(connection: duckdb.DuckDBPyConnection, staging: Path, year: int, rows: Rows) -> None:
    pending = staging / _PENDING / str(year)
    shutil.rmtree(pending, ignore_errors=True)
    for table, columns in REPORT_TABLES.items():
        parquet.write(connection, pending / f"{table}.parquet", rows[table], columns)
    (pending / _SEAL).touch()
    recover(staging)


def recover(staging: Path) -> None:
    """Finish what was sealed, forget what was not."""
    for pending in sorted((staging / _PENDING).glob("*")) if (staging / _PENDING).is_dir() else []:
        if (pending / _SEAL).exists():
            for table in REPORT_TABLES:
                source = pending / f"{table}.parquet"
                if source.exists():
                    target = staging / table / f"report_year={pending.name}" / "data.parquet"
                    target.parent.mkdir(parents=True, exist_ok=True)
                    os.replace(source, target)
        shutil.rmtree(pending)


def drop_year(staging: Path, year: int) -> None:
    """A year without reports has no files."""
    for table in REPORT_TABLES:
        shutil.rmtree(staging / table / f"report_year={year}", ignore_errors=True)


def read_staging(staging: Path, tables: Sequence[str] = tuple(REPORT_TABLES)) -> Rows:
    """All rows of all years."""
    recover(staging)
    with duckdb.connect() as connection:
        return {t: parquet.read(connection, f"{escape(str(staging))}/{t}/report_year=*/data.parquet", REPORT_TABLES[t]) for t in tables}


def refusals(staging: Path) -> list[str]:
    """The reports that were set aside, each with its reason, by path."""
    rows = read_staging(staging, ("reports", "issues"))
    why = {i["report_key"]: i["message"] for i in rows["issues"] if i["kind"].startswith("refused_")}
    return sorted(named_once(r["source_path"], why[r["report_key"]]) for r in rows["reports"] if r["status"] == "refused")


def named_once(source_path: str, message: str) -> str:
    """A reason behind the path of its report; reasons that begin with the file's name do not say it again."""
    name = source_path.rpartition("/")[2]
    for own in (f"{source_path}: ", f"{name}: "):
        message = message.removeprefix(own)
    return f"{source_path}: {message}"


def write_resolved(staging: Path, rows: dict[str, list[dict[str, object]]]) -> None:
    """The tables made from all years together, each file replaced whole."""
    with duckdb.connect() as connection:
        for table, columns in RESOLVED_TABLES.items():
            aside = staging / _PENDING / "resolved" / f"{table}.parquet"
            parquet.write(connection, aside, rows[table], columns)
        for table in RESOLVED_TABLES:
            target = staging / table / "data.parquet"
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(staging / _PENDING / "resolved" / f"{table}.parquet", target)
    shutil.rmtree(staging / _PENDING / "resolved")
