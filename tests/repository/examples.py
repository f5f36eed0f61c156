"""SQL in the documents and the answers printed below it: run against a release, compared, or written anew.

python tests/repository/examples.py            (make docs: writes the answers of warehouse/current into the documents)
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "README.zh-CN.md", "docs/analysts.md", "docs/data-dictionary.md")
_EXAMPLE = re.compile(r"```sql\n(?P<sql>.*?)```\n\n```text\n(?P<answer>.*?)```", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Example:
    """A query of a document and the answer printed below it."""

    document: str
    sql: str
    answer: str


def examples() -> list[Example]:
    """All queries with an answer, in the order of the documents."""
    return [
        Example(name, m["sql"].strip(), m["answer"].strip("\n"))
        for name in DOCUMENTS
        if (ROOT / name).is_file()
        for m in _EXAMPLE.finditer((ROOT / name).read_text(encoding="utf-8"))
    ]


def answered(sql: str, warehouse: Path) -> str:
    """What `minsheng query` prints, without the blanks at the ends of lines."""
    sys.path.insert(0, str(ROOT))
    from pipelines.storage.query import answer
    from pipelines.storage.tabular import as_block
    from pipelines.storage.workspace import Workspace

    return as_block(*answer(Workspace(warehouse, warehouse), sql))


def write(warehouse: Path) -> None:
    """The present answers into the documents."""
    for name in DOCUMENTS:
        path = ROOT / name
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            path.write_text(
                _EXAMPLE.sub(lambda m: f"```sql\n{m['sql']}```\n\n```text\n{answered(m['sql'], warehouse)}\n```", text), encoding="utf-8"
            )


if __name__ == "__main__":
    write(ROOT / "warehouse")
