"""The words that the grammar knows, read from the tables beside it. Adding one needs no code.

units.csv        measure words: canonical form, kind, base unit and factor, meaning
labels.csv       field labels and column names, and the role they give to what follows; label_patterns.tsv how others are made
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


OFFICES = frozenset(("lead", "support", "responsible"))  # roles of labels and columns that name departments
_BRACKETS = re.compile(r"[(](?P<unit>[^()]{1,6})[)]$")


def unit_in_brackets(plain: str) -> str:
    """The measure word, perhaps of ten thousands, that a name ends in: 签约人数(万人); empty where it ends in none."""
    match = _BRACKETS.search(plain)
    word = match["unit"].removeprefix("单位:") if match else ""
    return word if is_unit(word) else ""


def is_unit(word: str) -> bool:
    """Whether a word is a measure word, perhaps of ten thousands: 万人."""
    return bool(word) and (word in units() or (word[0] in "万亿" and word[1:] in units()))


@cache
def labels() -> dict[str, str]:
    """Role of each field label or column name."""
    return {r["label"]: r["role"] for r in rows("labels.csv")}


@cache
def _label_patterns() -> tuple[re.Pattern[str], list[str]]:
    entries = rows("label_patterns.tsv")
    return re.compile("|".join(f"(?P<p{i}>{e['pattern']})" for i, e in enumerate(entries))), [e["role"] for e in entries]


def label_role(name: str) -> str | None:
    """The role of a field label or column name: as listed, else by how labels are made (目前进度 is a completion), else None."""
    listed = labels().get(name)
    if listed:
        return listed
    pattern, roles = _label_patterns()
    match = pattern.fullmatch(name)
    return roles[int(match.lastgroup[1:])] if match and match.lastgroup else None


@cache
def label_expression(*, without: frozenset[str] = frozenset(), but: frozenset[str] = frozenset()) -> str:
    """A regular expression for any label whose role is not one of ``without``, and that is not one of the words ``but``."""
    listed = alternation([w for w, role in labels().items() if role not in without and w not in but])
    made = "|".join(e["pattern"] for e in rows("label_patterns.tsv") if e["role"] not in without)
    return f"{listed}|{made}"


@cache
def comparators(side: str) -> dict[str, str]:
    """Comparator of each phrase that stands ``before`` or ``after`` a number."""
    return {r["phrase"]: r["comparator"] for r in rows("comparators.csv") if r["side"] == side}


_CLASSES = {"0": "0123456789", "一": "〇零一二两三四五六七八九十", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"}


@dataclass(frozen=True, slots=True)
class Declared:
    """What a numeral may be besides a quantity.

    ``starts`` finds the places where a pattern may begin (a digit run, a letter run, or one of the characters of the column ``begins``);
    ``by_start`` holds for each such character the patterns that may begin with it, in file order; group ``d<i>`` is of kind ``kinds[i]``.
    """

    starts: re.Pattern[str]
    by_start: dict[str, re.Pattern[str]]
    kinds: tuple[str, ...]


@cache
def declared() -> Declared:
    """The patterns of declared.tsv. In its column ``begins`` 0 stands for any digit, 一 for any Chinese numeral, A for any Latin letter."""
    entries = rows("declared.tsv")
    by_character: dict[str, list[str]] = {}
    for i, entry in enumerate(entries):
        for character in "".join(_CLASSES.get(c, c) for c in entry["begins"]):
            by_character.setdefault(character, []).append(f"(?P<d{i}>{entry['pattern']})")
    others = "".join(c for c in by_character if not (c.isascii() and c.isalnum()))
    compiled: dict[tuple[str, ...], re.Pattern[str]] = {}
    table = {}
    for character, patterns in by_character.items():
        key = tuple(patterns)
        if key not in compiled:
            compiled[key] = re.compile("|".join(patterns))
        table[character] = compiled[key]
    starts = re.compile(rf"[0-9]+|[A-Za-z]+|[{re.escape(others)}]")
    return Declared(starts, table, tuple(e["kind"] for e in entries))
