"""The words that the grammar knows, read from the tables beside it. Adding one needs no code.

units.csv        measure words: canonical form, kind, base unit and factor, meaning
labels.csv       field labels and column names, and the role they give to what follows
comparators.csv  words before or after a number that make it a bound or an estimate
declared.tsv     patterns of numerals that count nothing, and what they are instead
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Unit:
    """A measure word. ``factor`` converts to ``base_unit`` (公里 is 1000 米).

    ``not_before``: what may not follow it, because the characters then are another word (部 in 部门). ``counts_in_chinese``: a Chinese numeral in
    front of it counts (两家); with other words it is part of a name more often than not.
    """

    unit: str
    canonical: str
    measure_kind: str
    base_unit: str
    factor: Decimal
    counts_in_chinese: bool
    not_before: tuple[str, ...]


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a vocabulary file."""
    text = resources.files(__package__).joinpath(name).read_text("utf-8")
    if name.endswith(".tsv"):  # patterns hold commas and quotes
        return list(csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    return list(csv.DictReader(text.splitlines()))


def alternation(words: list[str]) -> str:
    """A regular expression for any of the words, longest first."""
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def units() -> dict[str, Unit]:
    """Measure words by written form."""
    return {
        r["unit"]: Unit(
            r["unit"],
            r["canonical"],
            r["measure_kind"],
            r["base_unit"],
            Decimal(r["factor"]),
            r["counts_in_chinese"] == "yes",
            tuple(r["not_before"].split()),
        )
        for r in rows("units.csv")
    }


@cache
def labels() -> dict[str, str]:
    """Role of each field label or column name."""
    return {r["label"]: r["role"] for r in rows("labels.csv")}


@cache
def comparators(side: str) -> dict[str, str]:
    """Comparator of each phrase that stands ``before`` or ``after`` a number."""
    return {r["phrase"]: r["comparator"] for r in rows("comparators.csv") if r["side"] == side}


@cache
def declared() -> tuple[re.Pattern[str], tuple[str, ...]]:
    """One pattern over all that a numeral may be besides a quantity; group ``d<i>`` is of kind ``kinds[i]``."""
    entries = rows("declared.tsv")
    pattern = "|".join(f"(?P<d{i}>{r['pattern']})" for i, r in enumerate(entries))
    return re.compile(pattern), tuple(r["kind"] for r in entries)
