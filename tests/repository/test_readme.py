"""What the documents say is so: every command runs, every query has the answer printed below it, every link leads somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import examples
import pytest

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", ROOT / "README.zh-CN.md", *sorted((ROOT / "docs").glob("*.md")), ROOT / "raw" / "README.md"]
DOCUMENTS += [ROOT / "warehouse" / "README.md", ROOT / "dbt_project" / "README.md"]
READMES = DOCUMENTS[:2]
PAGE = ROOT / "tests" / "golden" / "formats" / "r011-html.html"
QUERIES = examples.examples()


def blocks(path: Path, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)


def commands(path: Path) -> list[str]:
    """Command lines of the shell blocks, without their comments."""
    lines = [line.split("  #")[0].strip() for block in blocks(path, "sh") for line in block.splitlines()]
    return [line for line in lines if line]


def test_there_are_queries_to_check() -> None:
    assert len([q for q in QUERIES if q.document == "docs/analysts.md"]) >= 10
    assert {q.document for q in QUERIES} >= {"README.md", "README.zh-CN.md", "docs/analysts.md", "docs/data-dictionary.md"}


@pytest.mark.parametrize("example", QUERIES, ids=[f"{q.document}-{i}" for i, q in enumerate(QUERIES)])
def test_queries_have_the_answers_printed(example: Any, built_warehouse: Path) -> None:
    assert examples.answered(example.sql, built_warehouse) == example.answer, "make docs writes the answers anew"


@pytest.mark.parametrize("path", READMES, ids=lambda p: p.name)
def test_the_main_job_and_the_tests_are_one_command_each(path: Path) -> None:
    assert {"make warehouse", "make test"} <= set(commands(path))


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_make_targets_exist(path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE):
        name = "".join(target)
        assert re.search(rf"^{name}:", makefile, re.MULTILINE), f"make {name}"


@pytest.mark.parametrize("path", READMES, ids=lambda p: p.name)
def test_commands_of_the_readme_run(path: Path, minsheng: Any, built_warehouse: Path, tmp_path: Path) -> None:
    """`build` is what made the warehouse of this session; `make` is what runs this test."""
    (tmp_path / "raw").mkdir()
    shutil.copy(PAGE, tmp_path / "report.html")
    ran = []
    for line in commands(path):
        words = shlex.split(line)
        if words[0].endswith("minsheng") and words[1] != "build":
            done = minsheng(*words[1:], cwd=tmp_path, MINSHENG_RAW=str(tmp_path / "raw"), MINSHENG_WAREHOUSE=str(built_warehouse))
            assert done.returncode == 0, line + "\n" + done.stderr
            ran.append(words[1])
        else:
            assert words[0] == "make" or words[1] == "build", f"not run by any test: {line}"
    assert "add" in ran
    assert list((tmp_path / "raw").rglob("report.html")), "the page that was added"


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_commands_that_are_named_exist(path: Path, minsheng: Any) -> None:
    known = set(re.findall(r"^  ([a-z]+) ", minsheng("--help").stdout.split("Commands:")[1], re.MULTILINE))
    for name in re.findall(r"minsheng ([a-z]+)", path.read_text(encoding="utf-8")):
        assert name in known, f"minsheng {name}"


def test_the_python_example_runs(built_warehouse: Path, tmp_path: Path) -> None:
    code = blocks(READMES[0], "python")
    assert code
    (tmp_path / "warehouse").symlink_to(built_warehouse)
    script = code[0] + "\nprint(len(scorecard))"
    done = subprocess.run([sys.executable, "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == "47", done.stderr


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://")):
            assert (path.parent / target).exists(), target


def test_environment_variables_are_those_of_the_code() -> None:
    code = "".join(p.read_text(encoding="utf-8") for p in (ROOT / "pipelines").rglob("*.py"))
    for path in READMES:
        for name in re.findall(r"`(MINSHENG_[A-Z_]+)`", path.read_text(encoding="utf-8")):
            assert name in code, name
