"""The one-way street: no room imports a higher one, no stage of the parser a later one, and the parser nothing of the warehouse."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "pipelines"
ROOMS = ("reports", "history", "storage", "defs", "cli")
MAY_IMPORT = {
    "reports": {"reports"},
    "history": {"history", "reports"},
    "storage": {"storage", "reports"},
    "defs": {"defs", "storage", "history", "reports"},
    "definitions": {"defs"},
    "terminal": {"storage"},
    "asking": {"terminal", "storage"},
    "cli": {"asking", "terminal", "defs", "storage", "history", "reports"},
}
# In the order of the flow: a stage imports only stages to its left. `document` is a room of its own with the same rule.
STAGES = [
    "keys",
    "vocabulary",
    "version",
    "document",
    "text",
    "numerals",
    "wording",
    "model",
    "tokens",
    "furniture",
    "markers",
    "lines",
    "sections",
    "wraps",
    "paragraphs",
    "columns",
    "cell_tables",
    "run_together",
    "flattened",
    "chapters",
    "outline",
    "matrix",
    "fields",
    "tables",
    "reporting",
    "subjects",
    "candidates",
    "deadlines",
    "departments",
    "indicators",
    "roles",
    "quantities",
    "conversion",
    "breakdowns",
    "likeness",
    "pairing",
    "matching",
    "issues",
    "coverage",
    "headline",
    "parser",
    "label_format",
]


def modules(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*.py") if "__pycache__" not in p.parts)


def imports(path: Path) -> Iterator[str]:
    """Full names of what a file imports, wherever in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == "pipelines" and len(parts) > 1 else None


@pytest.mark.parametrize("path", modules(PACKAGE), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_room_imports_a_higher_one(path: Path) -> None:
    here = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if here == "__init__":
        return
    found = {r for name in imports(path) if (r := room(name)) and r != "__init__"}
    assert found <= MAY_IMPORT[here], f"{path}: {found - MAY_IMPORT[here]}"


@pytest.mark.parametrize("path", modules(PACKAGE / "reports"), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_parser_knows_no_scheduler_and_no_database(path: Path) -> None:
    roots = {name.split(".")[0] for name in imports(path)}
    assert not roots & {"dagster", "dagster_dbt", "dbt", "duckdb", "pandas", "sqlalchemy", "httpx"}


def stage(path: Path) -> str:
    return path.relative_to(PACKAGE / "reports").parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(PACKAGE / "reports"), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_no_stage_imports_a_later_one(path: Path) -> None:
    here = stage(path)
    if here == "__init__":
        return
    allowed = set(STAGES[: STAGES.index(here) + 1])
    later = {parts[2] for name in imports(path) if (parts := name.split("."))[:2] == ["pipelines", "reports"] and len(parts) > 2} & set(
        STAGES
    )
    assert later <= allowed, f"{here} imports {later - allowed}"


def test_every_stage_has_its_place_in_the_flow() -> None:
    assert {stage(p) for p in modules(PACKAGE / "reports")} - {"__init__"} == set(STAGES)


@pytest.mark.parametrize("folder", ["reports/document", "history", "storage", "defs"])
def test_no_imports_in_a_circle(folder: str) -> None:
    files = {".".join(p.relative_to(ROOT).with_suffix("").parts): p for p in (PACKAGE / folder).glob("*.py")}
    needs = {name: {n for n in imports(path) if n in files and n != name} for name, path in files.items()}
    done: set[str] = set()
    while ready := {n for n, needed in needs.items() if n not in done and needed <= done}:
        done |= ready
    assert set(needs) == done, f"a circle among {sorted(set(needs) - done)}"


def test_parse_starts_without_the_warehouse() -> None:
    """`minsheng parse` must not pay for Dagster, dbt, DuckDB or pandas."""
    report = ROOT / "raw/110101/2024/dongcheng-2023-2024.txt"
    code = (
        "import sys; from typer.testing import CliRunner; from pipelines.cli import app; "
        f"done = CliRunner().invoke(app, ['parse', {str(report)!r}, '--format', 'json']); assert done.exit_code == 0, done.output; "
        "print(sorted({m.split('.')[0] for m in sys.modules} & {'dagster', 'dbt', 'duckdb', 'pandas', 'numpy'}))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [n for n in listed.stdout.split("\0") if n and (ROOT / n).is_file()]


def test_no_rule_names_a_place_or_a_report() -> None:
    named = re.compile(r"东城|dongcheng|\br0\d\d\b")
    code = [
        n for n in tracked() if re.match(r"(?:pipelines/.*\.(?:py|csv|tsv)|dbt_project/.*\.sql)$", n) and not n.endswith("divisions.csv")
    ]
    assert code
    allowed = re.compile(r"cli\.py$")  # an example in a help text
    found = [
        (n, i)
        for n in code
        if not allowed.search(n)
        for i, line in enumerate((ROOT / n).read_text("utf-8").splitlines(), 1)
        if named.search(line)
    ]
    assert [f for f in found if not _is_comment(*f)] == []


def _is_comment(name: str, number: int) -> bool:
    line = (ROOT / name).read_text("utf-8").splitlines()[number - 1]
    return '"""' in line or "#" in line or name.endswith((".tsv", ".csv"))


def test_no_path_of_one_machine_and_no_package_index() -> None:
    bad = re.compile(r"/home/\w|/Users/\w|/root/|/tmp/\w|/work/|--index-url|--extra-index-url|/simple/|find-links")
    texts = [
        n
        for n in tracked()
        if Path(n).suffix in {".py", ".md", ".yml", ".toml", ".txt", ".sql", ".csv", ".tsv", ""} and not n.startswith(("raw/", "tests/"))
    ]
    assert [n for n in texts if bad.search((ROOT / n).read_text("utf-8", errors="ignore"))] == []


def test_constraints_are_names_and_versions_only() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert lines
    assert [line for line in lines if not re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!]+", line)] == []


def test_nothing_built_is_tracked() -> None:
    large = [n for n in tracked() if (ROOT / n).stat().st_size > 1_000_000]
    assert large == []
    assert [n for n in tracked() if n.endswith((".duckdb", ".parquet", ".pyc"))] == []
