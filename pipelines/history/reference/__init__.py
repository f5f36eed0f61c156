"""What people have reviewed: words, departments, domains and decisions, each a table beside this file. Adding a row needs no code.

worn_words.csv          words that any promise may hold, so that they say nothing of which it is
synonyms.csv            two words for one thing, as far as recognising a promise goes
metric_words.csv        words at the start of an indicator that do not change what is counted, or mean the same as another
departments.csv         forms of the names of government bodies, their canonical form and kind
department_changes.csv  bodies renamed or merged, with the year
domains.csv             keywords of the twelve livelihood domains, with weights
overrides.yml           decisions of a reviewer where rules cannot decide
"""

from __future__ import annotations

import csv
from functools import cache
from importlib import resources


def text(name: str) -> str:
    """The text of a reference file."""
    return resources.files(__package__).joinpath(name).read_text("utf-8")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a reference table. Raises ValueError where a row has too few or too many cells, naming file and line."""
    reader = csv.DictReader(text(name).splitlines())
    found = []
    for row in reader:
        if None in row or None in row.values():
            raise ValueError(f"pipelines/history/reference/{name}, line {reader.line_num}: give the row as many cells as the header has")
        found.append(row)
    return tuple(found)
