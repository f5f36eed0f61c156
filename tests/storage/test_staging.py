"""staging/: a report is parsed once, what is gone is gone, what is bad is set aside, and a process may die at any moment."""

from __future__ import annotations

import datetime
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from shelf import plan, put

from pipelines.reports import parse_report
from pipelines.storage import parquet, staging
from pipelines.storage.errors import StorageError
from pipelines.storage.lock import build_lock
from pipelines.storage.raw import list_raw
from pipelines.storage.rows import Rows, no_rows, with_current
from pipelines.storage.sidecar import SUFFIX
from pipelines.storage.staging import (
    Parsed,
    drop_year,
    named_once,
    parse_year,
    read_staging,
    recover,
    refusals,
    staged_years,
    write_resolved,
)
from pipelines.storage.tables import DECIMAL, REPORT_TABLES, RESOLVED_TABLES
from pipelines.storage.workspace import Workspace


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the documents that were parsed, in order."""
    seen: list[str] = []

    def counted(data: bytes, **told: Any) -> Any:
        seen.append(told["filename"])
        return parse_report(data, **told)

    monkeypatch.setattr(staging, "parse_report", counted)
    return seen


def parse(place: Workspace, year: int = 2024, say: Callable[[str], None] = lambda _: None) -> Parsed:
    """A year of raw/ as the asset brings it up to date."""
    reports = [r for r in list_raw(place.raw).reports if r.sidecar.report_year == year]
    return parse_year(place.staging, year, reports, say)


def staged(place: Workspace) -> Rows:
    return read_staging(place.staging)


def values(rows: Rows) -> list[tuple[str, Decimal]]:
    paths = {r["report_key"]: Path(r["source_path"]).name for r in rows["reports"]}
    return sorted((paths[q["report_key"]], q["value"]) for q in rows["quantities"])


def files(place: Workspace) -> dict[str, tuple[int, int]]:
    """Staging files with what changes when one is written."""
    found = sorted(p for p in place.staging.rglob("*") if p.is_file())
    return {p.relative_to(place.staging).as_posix(): (p.stat().st_ino, p.stat().st_mtime_ns) for p in found}


# --- what is parsed, and when


def test_a_first_run_parses_everything_and_says_so(place, parses):
    put(place.raw, "a.txt", plan(1))
    put(place.raw, "b.txt", plan(2))
    put(place.raw, "c.txt", plan(3), report_year=2023)
    told: list[str] = []
    outcome = parse(place, say=told.append)
    assert (outcome.year, outcome.parsed, outcome.unchanged, outcome.refused) == (2024, 2, 0, {})
    assert told == ["110101/2024/a.txt: 1 items, 1 quantities", "110101/2024/b.txt: 1 items, 1 quantities"]
    assert parses == ["a.txt", "b.txt"]
    assert sorted(files(place)) == sorted(f"{table}/report_year=2024/data.parquet" for table in REPORT_TABLES)
    assert values(staged(place)) == values(outcome.rows) == [("a.txt", 1), ("b.txt", 2)]
    parse(place, 2023)
    assert staged_years(place.staging) == [2023, 2024]
    assert len(staged(place)["reports"]) == 3


def test_a_second_run_parses_nothing_and_writes_nothing(place, parses):
    put(place.raw, "a.txt", plan(1))
    put(place.raw, "b.txt", plan(2))
    first = parse(place)
    before = files(place)
    parses.clear()
    second = parse(place)
    assert (second.parsed, second.unchanged, parses) == (0, 2, [])
    assert files(place) == before
    assert second.rows == first.rows | {"reports": second.rows["reports"]}
    assert staged(place) == second.rows


def test_a_new_report_is_parsed_and_the_others_are_not(place, parses):
    put(place.raw, "b.txt", plan(2))
    parse(place)
    put(place.raw, "a.txt", plan(1))
    put(place.raw, "c.txt", plan(3))
    parses.clear()
    outcome = parse(place)
    assert (outcome.parsed, outcome.unchanged, parses) == (2, 1, ["a.txt", "c.txt"])
    assert values(staged(place)) == [("a.txt", 1), ("b.txt", 2), ("c.txt", 3)]


def test_rows_are_the_same_in_one_run_and_in_several(place, tmp_path):
    elsewhere = Workspace(place.raw, tmp_path / "other")
    for number, name in enumerate("cab"):
        put(place.raw, f"{name}.txt", plan(number))
        parse(place)
    parse(elsewhere)
    assert staged(place) == staged(elsewhere)


def test_rows_do_not_depend_on_the_order_of_the_reports(place, tmp_path):
    for number, name in enumerate("abcdef"):
        put(place.raw, f"{name}.txt", plan(number))
    reports = list_raw(place.raw).reports
    turned = parse_year(tmp_path / "other", 2024, reports[::-1])
    assert parse(place).rows == turned.rows


def test_what_the_document_says_of_its_publication_stays_where_the_sidecar_is_silent(place, parses):
    head = '<meta name="PubDate" content="2024-01-05 10:00"><meta name="ContentSource" content="东城区人民政府">'
    page = f"<html><head>{head}</head><body><h1>北京市东城区2024年重要民生实事项目</h1><p>1.新增学位3000个。</p></body></html>"
    put(place.raw, "a.html", page.encode())
    for _ in range(2):
        parse(place)
        (report,) = staged(place)["reports"]
        assert (report["publisher"], report["published_on"]) == ("东城区人民政府", datetime.date(2024, 1, 5))
    assert parses == ["a.html"]


CHANGES: dict[str, dict[str, Any]] = {
    "bytes": {"data": plan(9)},
    "the year of its items": {"items_year": 2019},
    "its place": {"jurisdiction": "北京市西城区"},
    "its charset": {"encoding": "gbk"},
    "who published it": {"publisher": "区政府"},
    "when it was published": {"published_on": datetime.date(2024, 1, 5)},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_the_parse_depends_on_makes_it_be_parsed_again_and_back(place, parses, tmp_path, change):
    put(place.raw, "a.txt", plan(1))
    put(place.raw, "b.txt", plan(2))
    first = parse(place).rows
    put(place.raw, "a.txt", **({"data": plan(1)} | change))
    fresh = Workspace(place.raw, tmp_path / "fresh")
    parse(fresh)
    parses.clear()
    assert (parse(place).unchanged, parses) == (1, ["a.txt"])
    assert staged(place) == staged(fresh), "as if it had always been so"
    put(place.raw, "a.txt", plan(1))
    assert parse(place).rows == first


def test_another_parser_parses_everything_again(place, parses, monkeypatch):
    put(place.raw, "a.txt")
    parse(place)
    monkeypatch.setattr(staging, "PARSER_VERSION", "another")
    assert parse(place).parsed == 1
    assert len(parses) == 2
    assert staged(place)["reports"][0]["parser_version"] == "another"


def test_what_only_the_sidecar_says_is_taken_over_without_a_parse(place, parses):
    put(place.raw, "a.txt")
    parse(place)
    parses.clear()
    put(place.raw, "a.txt", url="https://www.example.gov.cn/", attribution="区政府")
    assert parse(place).unchanged == 1
    assert parses == []
    (report,) = staged(place)["reports"]
    assert (report["source_url"], report["attribution"]) == ("https://www.example.gov.cn/", "区政府")


def test_reports_of_the_same_bytes_keep_apart_however_often_it_runs(place):
    for series in ("a", "b", "c"):
        put(place.raw, f"{series}.txt", plan(5))
    for _ in range(3):
        parse(place)
        assert values(staged(place)) == [("a.txt", 5), ("b.txt", 5), ("c.txt", 5)]
        keys = [i["item_key"] for i in staged(place)["items"]]
        assert len(keys) == len(set(keys)) == 3


def test_a_report_taken_out_is_gone(place):
    gone = put(place.raw, "a.txt", plan(1))
    put(place.raw, "b.txt", plan(2))
    parse(place)
    gone.unlink()
    gone.with_name("a" + SUFFIX).unlink()
    parse(place)
    rows = staged(place)
    assert values(rows) == [("b.txt", 2)]
    assert {r["report_key"] for table in rows.values() for r in table} == {rows["reports"][0]["report_key"]}


def test_a_year_without_reports_has_no_files(place):
    put(place.raw, "a.txt")
    put(place.raw, "b.txt", report_year=2023)
    parse(place, 2023)
    parse(place)
    shutil.rmtree(place.raw / "110101" / "2024")
    assert parse(place) == Parsed(2024)
    assert staged_years(place.staging) == [2023]
    assert {name.split("/")[1] for name in files(place)} == {"report_year=2023"}
    drop_year(place.staging, 2023)
    drop_year(place.staging, 1999)
    assert staged(place) == no_rows()


@pytest.mark.parametrize("name", ["[a]*?", "it's", "空 格", "%41"])
def test_a_warehouse_of_whatever_name_is_read_again(place, parses, name):
    odd = Workspace(place.raw, place.warehouse / name)
    put(place.raw, "a.txt")
    parse(odd)
    assert parse(odd).unchanged == 1
    assert len(staged(odd)["reports"]) == 1


# --- what cannot be read


BAD = {
    "other bytes": (lambda path: path.write_bytes(b"spoilt"), "wrong_bytes", "not the bytes that its sidecar describes"),
    "other bytes as long": (lambda path: path.write_bytes(plan(4000)), "wrong_bytes", "not the bytes that its sidecar describes"),
    "no file any more": (lambda path: path.unlink(), "wrong_bytes", "cannot be read"),
    "nothing in it": (lambda path: put(path.parents[2], path.name, b""), "empty", "is empty"),
    "a scan cut off": (lambda path: put(path.parents[2], path.name, b"%PDF-1.4"), "truncated", "cut off"),
    "no text": (lambda path: put(path.parents[2], path.name, b"\x81\x20" * 10), "encoding", "UTF-8"),
}


AFTER_A_GOOD_RUN = list(BAD)[:3]  # the bytes are looked at again although their rows stand


@pytest.mark.parametrize(
    ("spoil", "code", "said", "was_good"),
    [*((*bad, False) for bad in BAD.values()), *((*BAD[name], True) for name in AFTER_A_GOOD_RUN)],
    ids=[*BAD, *(f"{name} after a good run" for name in AFTER_A_GOOD_RUN)],
)
def test_a_bad_report_becomes_rows_that_say_so_and_the_others_go_on(place, spoil, code, said, was_good):
    bad = put(place.raw, "bad.txt", plan(3000))
    put(place.raw, "a.txt", plan(1))
    put(place.raw, "z.txt", plan(2))
    if was_good:
        parse(place)
    reports = list_raw(place.raw).reports
    spoil(bad)
    if bad.exists():
        reports = list_raw(place.raw).reports
    told: list[str] = []
    outcome = parse_year(place.staging, 2024, reports, told.append)
    rows = staged(place)
    (refused,) = [r for r in rows["reports"] if r["status"] == "refused"]
    (issue,) = [i for i in rows["issues"] if i["report_key"] == refused["report_key"]]
    assert values(rows) == [("a.txt", 1), ("z.txt", 2)]
    assert (refused["refusal_code"], issue["kind"], issue["severity"]) == (code, f"refused_{code}", "error")
    assert said in issue["message"]
    assert outcome.refused == {"110101/2024/bad.txt": issue["message"]}
    assert refusals(place.staging) == [named_once("110101/2024/bad.txt", issue["message"])]
    assert refusals(place.staging)[0].count("bad.txt") == 1
    assert "110101/2024/bad.txt: set aside" in told


@pytest.mark.parametrize("spoil", ["gone", "no yaml", "a wrong type"])
def test_a_report_whose_sidecar_is_no_use_is_a_row_too(place, spoil):
    put(place.raw, "a.txt", plan(1))
    bad = put(place.raw, "bad.txt", plan(2))
    sidecar = bad.with_name(f"bad{SUFFIX}")
    if spoil == "gone":
        sidecar.unlink()
    else:
        sidecar.write_text({"no yaml": "a: [", "a wrong type": sidecar.read_text().replace("size_bytes: ", "size_bytes: x")}[spoil])
    listing = list_raw(place.raw)
    outcome = parse_year(place.staging, 2024, listing.reports, broken=listing.broken)
    rows = staged(place)
    (refused,) = [r for r in rows["reports"] if r["status"] == "refused"]
    (issue,) = [i for i in rows["issues"] if i["report_key"] == refused["report_key"]]
    assert (refused["source_path"], issue["kind"], issue["quote"]) == ("110101/2024/bad.txt", "refused_sidecar", None)
    assert list(outcome.refused) == ["110101/2024/bad.txt"]
    assert values(rows) == [("a.txt", 1)]
    assert refusals(place.staging)[0].startswith("110101/2024/bad.txt: ")


def test_a_broken_report_that_is_taken_out_is_gone(place):
    put(place.raw, "a.txt", plan(1))
    bad = put(place.raw, "bad.txt", plan(2))
    bad.with_name(f"bad{SUFFIX}").unlink()
    listing = list_raw(place.raw)
    parse_year(place.staging, 2024, listing.reports, broken=listing.broken)
    bad.unlink()
    listing = list_raw(place.raw)
    parse_year(place.staging, 2024, listing.reports, broken=listing.broken)
    assert [Path(r["source_path"]).name for r in staged(place)["reports"]] == ["a.txt"]


def test_a_fault_of_the_parser_is_an_error_of_that_report_and_the_others_go_on(place, monkeypatch, caplog):
    put(place.raw, "a.txt", plan(1))
    put(place.raw, "bad.txt", plan(3000))

    def faulty(data: bytes, **told: Any) -> Any:
        if told["filename"] == "bad.txt":
            raise ZeroDivisionError("of its own")
        return parse_report(data, **told)

    monkeypatch.setattr(staging, "parse_report", faulty)
    done = parse(place)
    assert done.parsed == 1
    assert "ZeroDivisionError: of its own" in next(iter(done.refused.values()))
    assert [r["kind"] for r in staged(place)["issues"] if r["severity"] == "error"] == ["refused_parser_fault"]
    assert "ZeroDivisionError" in caplog.text


def test_a_report_that_is_good_again_is_read_again(place):
    path = put(place.raw, "a.txt", plan(1))
    path.write_bytes(b"spoilt")
    assert parse(place).refused
    path.write_bytes(plan(1))
    assert parse(place).parsed == 1
    assert (refusals(place.staging), values(staged(place))) == ([], [("a.txt", 1)])


def current(place: Workspace) -> dict[str, bool]:
    return {Path(r["source_path"]).name: r["is_current"] for r in staged(place)["reports"]}


def test_the_highest_version_that_can_be_read_is_current(place):
    put(place.raw, "a.txt", plan(1))
    put(place.raw, "a.v2.txt", plan(2), series="a", version=2)
    put(place.raw, "a.v10.txt", b"", series="a", version=10)
    put(place.raw, "b.txt", plan(3))
    parse(place)
    assert current(place) == {"a.txt": False, "a.v2.txt": True, "a.v10.txt": False, "b.txt": True}
    put(place.raw, "a.v10.txt", plan(10), series="a", version=10)
    parse(place)
    assert current(place) == {"a.txt": False, "a.v2.txt": False, "a.v10.txt": True, "b.txt": True}
    for name in ("a.v10.txt", "a.v10.source.yml"):
        (place.raw / "110101" / "2024" / name).unlink()
    parse(place)
    assert current(place) == {"a.txt": False, "a.v2.txt": True, "b.txt": True}


@pytest.mark.parametrize(
    ("versions", "best"),
    [
        ([(1, "parsed")], 1),
        ([(1, "parsed"), (2, "parsed")], 2),
        ([(2, "parsed"), (1, "parsed")], 2),
        ([(1, "parsed"), (2, "refused")], 1),
        ([(1, "refused"), (2, "refused")], 2),
        ([(1, "refused"), (2, "parsed"), (3, "refused")], 2),
        ([(9, "parsed"), (10, "parsed")], 10),
    ],
)
def test_one_version_of_a_series_is_current(versions, best):
    listed = [{"report_key": str(v), "version_no": v, "status": s, "jurisdiction_code": "1", "series": "a"} for v, s in versions]
    listed.append({"report_key": "other place", "version_no": 1, "status": "refused", "jurisdiction_code": "2", "series": "a"})
    found = with_current(no_rows() | {"reports": listed})["reports"]
    assert {r["report_key"] for r in found if r["is_current"]} == {str(best), "other place"}


# --- a process that dies


def sealed(place: Workspace, year: int, *, seal: bool) -> None:
    """A year's files as they stand aside just before they are moved."""
    for table in REPORT_TABLES:
        source = place.staging / table / f"report_year={year}" / "data.parquet"
        target = place.staging / ".pending" / str(year) / f"{table}.parquet"
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(source, target)
        source.parent.rmdir()
    if seal:
        (place.staging / ".pending" / str(year) / "complete").touch()


def two_states(place: Workspace, *, seal: bool) -> tuple[Rows, Rows]:
    """Staging of the old state, with the new one aside."""
    put(place.raw, "a.txt", plan(1))
    old = parse(place).rows
    aside = Workspace(place.raw, place.warehouse / "aside")
    put(place.raw, "a.txt", plan(2))
    new = parse(aside).rows
    sealed(aside, 2024, seal=seal)
    shutil.move(aside.staging / ".pending" / "2024", place.staging / ".pending" / "2024")
    return old, new


@pytest.mark.parametrize("moved", [0, 1, len(REPORT_TABLES) - 1, len(REPORT_TABLES)])
def test_files_that_were_sealed_are_moved_by_the_next_process_however_many_were_moved_before(place, moved):
    _, new = two_states(place, seal=True)
    for table in list(REPORT_TABLES)[:moved]:
        os.replace(place.staging / ".pending" / "2024" / f"{table}.parquet", place.staging / table / "report_year=2024" / "data.parquet")
    assert staged(place) == new
    assert not list((place.staging / ".pending").glob("*"))


@pytest.mark.parametrize("written", [0, 1, len(REPORT_TABLES)])
def test_files_that_were_not_sealed_are_forgotten_however_many_were_written(place, written):
    old, _ = two_states(place, seal=False)
    for table in list(REPORT_TABLES)[written:]:
        (place.staging / ".pending" / "2024" / f"{table}.parquet").unlink()
    if written:
        (place.staging / ".pending" / "2024" / f"{list(REPORT_TABLES)[written - 1]}.parquet").write_bytes(b"PAR1 half")
    assert staged(place) == old
    assert not list((place.staging / ".pending").glob("*"))


@pytest.mark.parametrize("seal", [True, False])
def test_a_run_after_a_kill_ends_where_it_would_have_ended(place, seal):
    two_states(place, seal=seal)
    outcome = parse(place)
    assert (outcome.parsed, outcome.unchanged) == ((0, 1) if seal else (1, 0))
    assert values(staged(place)) == [("a.txt", 2)]


def test_a_kill_while_a_new_year_is_written_leaves_no_half_year(place):
    put(place.raw, "a.txt")
    parse(place)
    sealed(place, 2024, seal=False)
    assert staged(place) == no_rows()
    parse(place)
    sealed(place, 2024, seal=True)
    assert len(staged(place)["reports"]) == 1


@pytest.mark.parametrize("call", [0, len(REPORT_TABLES) - 1])
def test_a_process_that_dies_while_writing_changes_nothing(place, monkeypatch, call):
    put(place.raw, "a.txt", plan(1))
    old = parse(place).rows
    put(place.raw, "a.txt", plan(2))
    write, calls = parquet.write, iter(range(100))

    def dies(*arguments: Any) -> None:
        if next(calls) == call:
            raise KeyboardInterrupt
        write(*arguments)

    with monkeypatch.context() as patched:
        patched.setattr(parquet, "write", dies)
        with pytest.raises(KeyboardInterrupt):
            parse(place)
    assert staged(place) == old
    assert values(parse(place).rows) == [("a.txt", 2)]


def test_resolved_tables_half_written_are_forgotten(place):
    aside = place.staging / ".pending" / "resolved"
    aside.mkdir(parents=True)
    (aside / "projects.parquet").write_bytes(b"half")
    recover(place.staging)
    assert not aside.exists()
    write_resolved(place.staging, {table: [] for table in RESOLVED_TABLES})
    assert sorted(files(place)) == sorted(f"{table}/data.parquet" for table in RESOLVED_TABLES)


# --- many reports, in processes of their own


def test_many_reports_are_parsed_in_processes_of_their_own_with_the_same_result(place, tmp_path, monkeypatch):
    for number in range(30):
        put(place.raw, f"r{number:02}.txt", b"" if number == 7 else plan(number + 1))
    told: list[str] = []
    outcome = parse(place, say=told.append)
    assert (outcome.parsed, list(outcome.refused)) == (29, ["110101/2024/r07.txt"])
    assert [line.split(":")[0] for line in told] == [f"110101/2024/r{number:02}.txt" for number in range(30)]
    monkeypatch.setattr(staging, "_POOL_FROM", 1000)
    alone = Workspace(place.raw, tmp_path / "alone")
    parse(alone)
    assert staged(alone) == staged(place)


_HOLDS_THE_LOCK_AND_PARSES = """
import os, sys, time
from pathlib import Path
from pipelines.storage import staging
from pipelines.storage.lock import build_lock
from pipelines.storage.raw import list_raw
from pipelines.storage.workspace import Workspace
place = Workspace(Path(sys.argv[1]), Path(sys.argv[2]))
def parse(report):
    os.write(1, b"parsing\\n")
    time.sleep(0.2)
staging._parse = parse
with build_lock(place):
    staging._parsed_all(list_raw(place.raw).reports, lambda _: None)
"""


def test_workers_of_a_killed_build_end_too_and_leave_its_lock(place):
    for number in range(30):
        put(place.raw, f"r{number}.txt", plan(number))
    process = subprocess.Popen(
        [sys.executable, "-c", _HOLDS_THE_LOCK_AND_PARSES, place.raw, place.warehouse], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    with process, process.stdout:
        assert process.stdout.readline() == "parsing\n"
        with pytest.raises(StorageError, match="another build"), build_lock(place):
            pass
        workers = [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        process.kill()
    assert workers
    until = time.monotonic() + 10
    try:
        while time.monotonic() < until:
            try:
                with build_lock(place):
                    return
            except StorageError:
                time.sleep(0.02)
        pytest.fail("the lock is still held")
    finally:
        for worker in workers:
            try:
                os.kill(worker, signal.SIGKILL)
            except ProcessLookupError:
                continue


# --- numbers stay what they are


EXACT = [
    "1639999999.999999",
    "0.000001",
    "-0.000001",
    "0",
    "16.4",
    "97.12",
    "1E+3",
    "1.50E+9",
    "83000",
    "12345678901234567890123456789012.999999",
    "-99999999999999999999999999999999.999999",
]


@pytest.fixture
def table(tmp_path: Path) -> Callable[[list[dict[str, Any]], dict[str, str]], list[dict[str, Any]]]:
    """Rows through a Parquet file and back."""

    def through(rows: list[dict[str, Any]], columns: dict[str, str]) -> list[dict[str, Any]]:
        path = tmp_path / "t" / "data.parquet"
        with duckdb.connect() as connection:
            parquet.write(connection, path, rows, columns)
            return parquet.read(connection, str(path), columns)

    return through


@pytest.mark.parametrize("text", EXACT)
def test_a_stated_number_survives_parquet_exactly(table, text):
    assert table([{"value": Decimal(text)}], {"value": DECIMAL}) == [{"value": Decimal(text)}]


@pytest.mark.parametrize("rows", [1, 2_000, 20_000])
def test_a_rare_number_among_many_survives_exactly(table, rows):
    """Nobody may guess types from a sample of the rows."""
    columns = {"value": DECIMAL, "high": DECIMAL, "no": "INTEGER", "on": "DATE", "is": "BOOLEAN", "score": "DOUBLE", "words": "VARCHAR"}
    columns = {f"c_{name}": kind for name, kind in columns.items()}
    common = dict.fromkeys(columns) | {"c_value": Decimal(5)}
    rare = {
        "c_value": Decimal(EXACT[9]),
        "c_high": Decimal("0.000001"),
        "c_no": -7,
        "c_on": datetime.date(2024, 2, 29),
        "c_is": True,
        "c_score": 0.1 + 0.2,
        "c_words": "nan",
    }
    listed = [common] * rows + [rare, common | {"c_words": ""}, common | {"c_words": "None"}, common | {"c_is": False}] + [common] * rows
    random.Random(rows).shuffle(listed)
    assert table(listed, columns) == listed


def test_numbers_of_a_report_stand_in_staging_as_they_are_written(place):
    words = "1.新增中小学学位3000个。\n2.投入资金1639999999.999999元，平均误差不超过0.000001毫米。"
    put(place.raw, "a.txt", f"北京市东城区2024年重要民生实事项目\n\n{words}\n".encode())
    parse(place)
    assert [v for _, v in values(staged(place))] == [Decimal("0.000001"), 3000, Decimal("1639999999.999999")]
    with duckdb.connect() as connection:
        kind = f"select distinct typeof(value) from read_parquet('{place.staging}/quantities/*/data.parquet')"
        assert connection.execute(kind).fetchall() == [("DECIMAL(38,6)",)]


@pytest.mark.parametrize(
    "words", ["'; drop table x; --", "<script>alert(1)</script>", "行\n行\r\n\t", "\U00020bb7", "\x00", "null", '"', "\\"]
)
def test_words_survive_parquet_exactly(table, words):
    assert table([{"words": words}, {"words": None}], {"words": "VARCHAR"}) == [{"words": words}, {"words": None}]


def test_a_column_that_the_table_does_not_have_is_an_error(table):
    with pytest.raises(ValueError, match="no such column"):
        table([{"words": "a", "colour": "red"}], {"words": "VARCHAR"})


def test_a_table_without_rows_has_its_columns(tmp_path):
    with duckdb.connect() as connection:
        for name, columns in REPORT_TABLES.items():
            path = tmp_path / name / "data.parquet"
            parquet.write(connection, path, [], columns)
            described = connection.execute(f"describe select * from read_parquet('{path}')").fetchall()
            assert {d[0]: d[1] for d in described} == columns


@pytest.mark.parametrize(("published", "late"), [(2022, True), (2023, False), (2024, False)])
def test_items_of_years_that_no_report_could_know_are_an_issue(place, published, late):
    put(place.raw, "a.txt", plan(1), report_year=published)
    parse(place, published)
    found = [i for i in staged(place)["issues"] if i["kind"] == "late_items"]
    assert [i["quote"] for i in found] == (["1.新增中小学学位1个。"] if late else [])
    assert all("a plan of 2024 in a report published in 2022" in i["message"] for i in found)
