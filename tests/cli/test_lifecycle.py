"""As a new user would: a saved web page and a spoilt file go through add and build; a second build changes nothing; what is taken out is gone."""

from __future__ import annotations

import json
import re
from pathlib import Path

import duckdb

PAGE = Path(__file__).resolve().parents[1] / "golden" / "formats" / "r011-html.html"


def asked(run, sql):
    done = run("query", sql, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def marts(warehouse):
    """All rows of all tables of marts, without the release's own name."""
    with duckdb.connect(str(warehouse / "current" / "minsheng.duckdb"), read_only=True) as connection:
        names = [
            n for (n,) in connection.execute("select table_name from information_schema.tables where table_schema = 'marts'").fetchall()
        ]
        return {n: sorted(map(repr, connection.execute(f"select * from marts.{n}").fetchall())) for n in names}


def test_from_a_saved_page_to_rows_and_back(run, raw, tmp_path):
    warehouse = tmp_path / "warehouse"
    added = run("add", PAGE, "--adcode", "110105", "--year", "2024", "--items-year", "2023")
    assert added.returncode == 0, added.stderr
    (tmp_path / "bad.txt").write_bytes(b"\x81\x20" * 40)
    assert run("add", tmp_path / "bad.txt", "--adcode", "110105", "--year", "2024").returncode == 0
    bad = raw / "110105" / "2024" / "bad.txt"

    first = run("build")
    assert first.returncode == 0, first.stderr
    assert "bad.txt" in first.stderr, first.stderr
    assert asked(run, "select count(*) as n from marts.fct_measurement")[0]["n"] > 5
    assert asked(run, "select kind, severity from marts.fct_issue where kind like 'refused%'") == [
        {"kind": "refused_encoding", "severity": "error"}
    ]
    before = marts(warehouse)

    second = run("build", "--strict")
    assert second.returncode == 1, "strict: a report is set aside"
    assert re.search(r"\b0 reports parsed, 1 unchanged, 1 set aside", second.stderr), second.stderr[-1500:]
    assert marts(warehouse) == before

    for path in (bad, bad.with_name("bad.source.yml")):
        path.unlink()
    third = run("build", "--strict")
    assert third.returncode == 0, third.stderr
    assert asked(run, "select count(*) as n from marts.fct_issue where kind like 'refused%'")[0]["n"] == 0

    listed = run("releases").stdout.split()
    ids = [word for word in listed if re.fullmatch(r"\d{8}T\d{12}Z", word)]
    assert len(ids) == 3
    assert run("rollback", ids[0]).returncode == 0
    assert asked(run, "select count(*) as n from marts.fct_issue where kind like 'refused%'")[0]["n"] == 1
    assert run("rollback", "20000101T000000000000Z").returncode == 1

    assert run("query", "create table marts.x (a int)").returncode == 1, "a release is read only"
    assert run("query", "select * from read_csv('/etc/passwd')").returncode == 1, "and nothing beside it can be read"
    assert run("query", "select nothing from nowhere").returncode == 1
    assert "fct_project" in run("dictionary", "fct_project").stdout
