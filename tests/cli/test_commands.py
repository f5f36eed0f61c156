"""The commands as people and scripts use them: what they print, where, and the exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml
from conftest import report

ROOT = Path(__file__).resolve().parents[2]
FIRST = ROOT / "raw" / "110101" / "2024" / "dongcheng-2023-2024.txt"
COMMANDS = ["parse", "add", "fetch", "build", "releases", "rollback", "query", "dictionary"]


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_by_example(run, command):
    done = run(command, "--help")
    assert done.returncode == 0
    assert f"minsheng {command}" in done.stdout.split("Example", 1)[1]


def test_help_names_every_command_and_the_main_job(run):
    shown = run("--help").stdout
    assert [line.split()[0] for line in shown.split("Commands:")[1].splitlines() if line.startswith("  ")][: len(COMMANDS)] == COMMANDS
    assert "..." not in shown.split("Commands:")[1].split("\n\n")[0], "a summary is cut off"
    assert "The main job is: minsheng build" in shown


@pytest.mark.parametrize("sql", ["", "  ", ";", "select 1; select 2"])
def test_no_query_and_two_are_refused(minsheng, built_warehouse, sql):
    done = minsheng("query", sql, "--warehouse", built_warehouse)
    assert (done.returncode, done.stdout) == (1, "")
    assert "statements. Give one query" in done.stderr and "Traceback" not in done.stderr


def test_a_wrong_name_is_answered_with_the_right_one_in_its_schema(minsheng, built_warehouse):
    done = minsheng("query", "select * from rpt_scorcard", "--warehouse", built_warehouse)
    assert done.returncode == 1
    assert 'Did you mean "marts.rpt_scorecard"?' in done.stderr
    assert "show all tables" in done.stderr


@pytest.mark.parametrize("command", [["query", "select 1"], ["add", "a.txt"]])
def test_closed_streams_are_no_fault(tmp_path, built_warehouse, command):
    (tmp_path / "a.txt").write_text("1.新建幼儿园3所。\n2.改造老旧小区5个。\n3.新增停车位300个。\n", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT), "MINSHENG_WAREHOUSE": str(built_warehouse), "MINSHENG_RAW": str(tmp_path / "raw")}
    shell = ["sh", "-c", f'exec "$0" -m pipelines.cli "$@" {"<&-" if command[0] == "add" else ">&-"}', sys.executable, *command]
    done = subprocess.run(shell, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr
    assert done.returncode == (2 if command[0] == "add" else 0)


def test_what_is_told_against_the_document_is_said(run, raw, tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(
        "<h1>北京市西城区2024年重要民生实事项目</h1><p>发布时间：2024-01-05</p>".encode()
        + b"".join(f"<p>{n}.新建学校{n}所。</p>".encode() for n in range(1, 6))
    )
    done = run("add", page, "--adcode", "110105", "--year", "2023")
    assert done.returncode == 0
    assert "note: the document names 北京市西城区 (110102), and is stored under 110105 as told" in done.stderr
    assert "published on 2024-01-05, and is stored under 2023 as told" in done.stderr
    again = run("add", page, "--adcode", "110102", "--year", "2024").stderr
    assert again.count("note:") == 1 and "holds the same bytes" in again


def test_the_same_bytes_again_take_over_nothing_and_say_so(run, tmp_path):
    page = tmp_path / "a.txt"
    page.write_bytes(report())
    assert run("add", page, "--adcode", "110101", "--year", "2024").returncode == 0
    again = run("add", page, "--adcode", "110101", "--year", "2024", "--url", "https://www.example.gov.cn/a.html")
    assert "nothing to do; --url is not taken over: edit its sidecar" in again.stderr


@pytest.mark.parametrize("year", ["1990", "2099"])
def test_a_year_that_no_build_could_take_is_not_stored(run, raw, tmp_path, year):
    page = tmp_path / "a.txt"
    page.write_bytes(report())
    done = run("add", page, "--adcode", "110101", "--year", year)
    assert done.returncode == 2
    assert list(raw.rglob("*.txt")) == []


def test_ctrl_c_stops_a_build_and_publishes_nothing(raw, tmp_path):
    folder = raw / "110101" / "2024"
    folder.mkdir(parents=True)
    for file in FIRST.parent.glob(f"{FIRST.stem}.*"):
        (folder / file.name).write_bytes(file.read_bytes())
    environment = os.environ | {"PYTHONPATH": str(ROOT), "MINSHENG_WAREHOUSE": str(tmp_path / "warehouse"), "MINSHENG_RAW": str(raw)}
    command = [sys.executable, "-m", "pipelines.cli", "build"]
    with subprocess.Popen(
        command, env=environment, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True
    ) as build:
        assert build.stderr is not None
        first = build.stderr.readline()
        time.sleep(1)  # among the imports, where libraries swallow it
        os.killpg(build.pid, signal.SIGINT)
        told = first + build.stderr.read()
        assert build.wait() == 130, told
    assert "interrupted: nothing was published" in told
    assert not (tmp_path / "warehouse" / "current").exists()


def test_an_unknown_command_or_option_is_usage(run):
    assert run("biuld").returncode == 2
    assert run("build", "--rwa", "x").returncode == 2


def test_parse_prints_a_table_a_csv_or_everything(run):
    table = run("parse", FIRST)
    assert table.returncode == 0
    assert "8323人次" in table.stdout.replace(" ", "")
    rows = list(csv.DictReader(io.StringIO(run("parse", FIRST, "--format", "csv").stdout)))
    assert len(rows) == 118
    whole = json.loads(run("parse", FIRST, "--format", "json").stdout)
    assert sum(len(i["quantities"]) for i in whole["items"]) == 118
    assert whole["report"]["jurisdiction"] in ("北京市东城区", "东城区")


def test_parse_uses_hints_only_where_the_document_is_silent(run, tmp_path):
    silent = tmp_path / "silent.txt"
    silent.write_text("1.新建幼儿园3所。\n2.改造老旧小区5个。\n3.新增停车位300个。\n", encoding="utf-8")
    whole = json.loads(run("parse", silent, "--year", "2019", "--jurisdiction", "某市某区", "--format", "json").stdout)
    assert {i["year"] for i in whole["items"]} == {2019}
    assert whole["report"]["jurisdiction"] == "某市某区"
    assert {i["year"] for i in json.loads(run("parse", FIRST, "--year", "1999", "--format", "json").stdout)["items"]} == {2023, 2024}


@pytest.mark.parametrize(
    ("name", "data", "code", "said"),
    [
        ("gone.txt", None, 2, "gone.txt"),
        ("empty.txt", b"", 1, "empty"),
        ("scan.pdf", b"%PDF-1.4\n%%EOF", 1, "scan.pdf"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, 1, "old.doc"),
        ("menu.txt", "今日菜单：\n米饭、青菜、豆腐。\n欢迎光临本店用餐。\n".encode(), 1, "menu.txt"),
    ],
)
def test_parse_refuses_with_the_file_and_a_remedy(run, tmp_path, name, data, code, said):
    if data is not None:
        (tmp_path / name).write_bytes(data)
    done = run("parse", name)
    assert done.returncode == code
    assert said in done.stderr
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def test_parse_refuses_a_year_that_is_none(run):
    done = run("parse", FIRST, "--year", "twenty")
    assert done.returncode == 2
    assert "--year" in done.stderr


def test_add_stores_once_and_then_versions(run, raw, tmp_path):
    source = tmp_path / "民生实事.txt"
    source.write_bytes(report())
    done = run("add", source, "--year", "2024")
    assert done.returncode == 0, done.stderr
    stored = raw / "110101" / "2024" / "民生实事.txt"
    assert done.stdout.strip().endswith("110101/2024/民生实事.txt")
    assert stored.read_bytes() == report()
    sidecar = yaml.safe_load((stored.parent / "民生实事.source.yml").read_text("utf-8"))
    assert (sidecar["adcode"], sidecar["report_year"], sidecar["jurisdiction"]) == (110101, 2024, "北京市东城区") or sidecar[
        "adcode"
    ] == "110101"
    again = run("add", source, "--year", "2024")
    assert again.returncode == 0
    assert "nothing to do" in again.stderr
    source.write_bytes(report(count=4))
    changed = run("add", source, "--year", "2024")
    assert "version 2" in changed.stderr
    assert stored.read_bytes() == report(), "the first version stays as it was"


@pytest.mark.parametrize(
    ("place", "options", "said"),
    [
        ("朝阳区", ["--year", "2024"], ["--adcode", "110105", "220104"]),  # 北京, 长春: never guessed
        ("某某区", ["--year", "2024"], ["--adcode"]),
    ],
)
def test_add_without_a_terminal_names_the_option_that_is_missing(run, raw, tmp_path, place, options, said):
    source = tmp_path / "a.txt"
    source.write_bytes(report(place))
    done = run("add", source, *options)
    assert done.returncode == 2
    assert all(word in done.stderr for word in said), done.stderr
    assert list(raw.rglob("*")) == []


def test_add_asks_on_a_terminal(tmp_path, raw):
    source = tmp_path / "a.txt"
    source.write_bytes(report("朝阳区"))
    ours, theirs = pty.openpty()
    environment = os.environ | {"MINSHENG_RAW": str(raw), "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "pipelines.cli", "add", str(source)]
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=tmp_path)
    os.close(theirs)
    heard, answers = b"", [b"110105\n", b"2024\n"]
    until = time.monotonic() + 60
    while time.monotonic() < until:
        ready, _, _ = select.select([ours], [], [], 0.2)
        try:
            more = os.read(ours, 4096) if ready else b""
        except OSError:
            break
        heard += more
        if answers and heard.decode("utf-8", "ignore").rstrip().endswith((":", "?", "：")) and not ready:
            os.write(ours, answers.pop(0))
            heard += b" <answered> "
        if process.poll() is not None and not more:
            break
    os.close(ours)
    assert process.wait(timeout=30) == 0, heard.decode("utf-8", "replace")
    assert (raw / "110105" / "2024" / "a.txt").read_bytes() == source.read_bytes()


def test_add_says_what_it_cannot_read_and_loses_nothing(run, raw, tmp_path):
    page = tmp_path / "login.html"
    page.write_text("<html><body><form>用户名 密码 登录</form></body></html>", encoding="utf-8")
    done = run("add", "login.html", "--adcode", "110101", "--year", "2024")
    assert done.returncode == 0
    assert "login.html" in done.stderr
    assert "the build will set it aside" in done.stderr
    assert (raw / "110101" / "2024" / "login.html").read_bytes() == page.read_bytes()
    assert run("add", "gone.html", "--adcode", "110101", "--year", "2024").returncode == 1


def test_commands_without_a_release_say_how_to_make_one(run):
    for command in (["query", "select 1"], ["dictionary"]):
        done = run(*command)
        assert done.returncode == 1
        assert "minsheng build" in done.stderr


def test_build_of_an_empty_raw_says_what_is_missing(run, tmp_path):
    done = run("build")
    assert done.returncode == 1
    assert "raw" in done.stderr
    assert not (tmp_path / "warehouse" / "current").exists()


def test_build_of_a_directory_that_is_not_there_is_named(run, tmp_path):
    done = run("build", "--raw", tmp_path / "nowhere")
    assert done.returncode in (1, 2)
    assert "nowhere" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("add", "a.txt", "--adcode", "110101", "--year", "3025"), 2, "--year is 3025, not between 2000 and"),
        (
            ("add", "a.txt", "--adcode", "110101", "--year", "2024", "--items-year", "2030"),
            2,
            "--items-year is 2030, not between 1949 and 2025",
        ),
        (("add", "ftp://x.example/a.html"), 2, "only http and https addresses"),
        (("add", "."), 1, "a directory. Name the report in it"),
        (("parse", "."), 2, "a directory. Name the report in it"),
        (("parse", "gone.txt"), 2, "no such file. Check the path"),
    ],
)
def test_what_an_option_or_a_path_cannot_be(run, raw, tmp_path, arguments, code, said):
    (tmp_path / "a.txt").write_bytes(report())
    done = run(*arguments)
    assert (done.returncode, said in done.stderr, done.stdout) == (code, True, ""), done.stderr
    assert "note:" not in done.stderr
    assert list(raw.rglob("*.txt")) == []


def test_a_document_that_cannot_be_read_is_said_to_be_stored_only_once_it_is(run, raw, tmp_path):
    (tmp_path / "empty.html").write_bytes(b"")
    asked = run("add", "empty.html")
    assert asked.returncode == 2
    assert "cannot be read does not say which place" in asked.stderr
    assert "stored" not in asked.stderr
    assert list(raw.rglob("*.html")) == []
    told = run("add", "empty.html", "--adcode", "110101", "--year", "2024")
    assert told.returncode == 0
    assert "stored as it is; the build will set it aside with that reason" in told.stderr


def test_what_gives_the_year_of_publication_is_said(run, tmp_path):
    (tmp_path / "a.txt").write_bytes("某市2024年民生实事项目计划\n发布时间：2023-12-30\n1.新建学校3所。\n2.改造小区5个。\n".encode())
    assert "published in 2023, as its date says" in run("add", "a.txt", "--adcode", "110101").stderr


def test_items_long_after_the_publication_are_noted(run, tmp_path):
    (tmp_path / "a.txt").write_bytes(report())
    assert "note: the document has items of" in run("add", "a.txt", "--adcode", "110101", "--year", "2010").stderr


@pytest.mark.parametrize(
    ("sql", "remedy"),
    [
        ("selct 1", "Correct the query"),
        ("select 'abc'::int", "Correct the query"),
        ("create table t (a int)", "The release is read only"),
        ("select * from read_csv('/etc/passwd')", "The release is read only"),
    ],
)
def test_a_failed_query_is_told_what_fits(minsheng, built_warehouse, sql, remedy):
    done = minsheng("query", sql, "--warehouse", built_warehouse)
    assert done.returncode == 1
    assert remedy in done.stderr


def test_a_row_is_a_line_whatever_its_cells_hold(minsheng, built_warehouse):
    done = minsheng("query", "select 'a' || chr(10) || 'b' as x", "--warehouse", built_warehouse)
    assert "a⏎b" in done.stdout
