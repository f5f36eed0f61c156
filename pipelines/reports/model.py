"""The records that a parsed report consists of. Frozen; every value keeps its words and its place.

``quote`` is always ``ParsedReport.text[char_start:char_end]``; ``text`` (of a quantity, a numeral) is the same stretch as it reads
once lines are joined and layout spaces are gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Kind = Literal["plan", "delivery"]
Field = Literal["commitment", "completion"]
Role = Literal["target", "actual", "context", "stated_ratio"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx"]
Period = Literal["month", "quarter", "year"]
Claim = Literal["exceeded", "met", "in_progress", "not_met"]


@dataclass(frozen=True, slots=True)
class Section:
    """A run of items of one year and one kind. ``stated_count`` is how many items the report itself says there are."""

    kind: Kind
    year: int | None
    heading: str | None
    char_start: int
    char_end: int
    stated_count: int | None = None
    stated_count_quote: str | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number with its measure word, as stated.

    ``value`` has the multiplier applied (8.3万户 is 83000) and is not converted to a base unit; percent as written (97.12). ``value_high`` is
    the upper end of a range. ``is_standing``: what a count has come to (新增1203例,达8878例). ``period`` makes it a rate (每季度…). ``matches`` is, for an actual, the id of the target that it answers, ``is_part``
    where several add up to it.
    """

    id: str
    field: Field
    text: str
    quote: str
    char_start: int
    char_end: int
    value: Decimal
    unit: str
    comparator: Comparator
    role: Role
    indicator: str
    value_high: Decimal | None = None
    period: Period | None = None
    matches: str | None = None
    is_part: bool = False
    is_approximate: bool = False
    is_restatement: bool = False
    is_breakdown: bool = False
    is_standing: bool = False


@dataclass(frozen=True, slots=True)
class Numeral:
    """A numeral that is no quantity, declared for what it is.

    ``kind`` is one of age, date, ordinal, rank, grade, name, hotline, range, duration, ref, capacity, model.
    """

    field: Field
    text: str
    quote: str
    char_start: int
    char_end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Department:
    """A department as written. ``position`` counts from 1 within its role."""

    role: Literal["lead", "support"]
    name: str
    position: int
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Item:
    """One promise of a report, with what was done about it where the report says so.

    ``position`` counts all items of the report from 1 and is unique; ``item_no`` is the printed number (or the position in the section). ``section`` indexes
    ``ParsedReport.sections``. ``claim`` is the report's own verdict in words (超额完成 is exceeded, 正在推进 in_progress).
    """

    position: int
    section: int
    year: int | None
    kind: Kind
    item_no: int
    char_start: int
    char_end: int
    commitment: str | None
    completion: str | None
    deadline: date | None = None
    deadline_text: str | None = None
    group: str | None = None
    claim: Claim | None = None
    claim_quote: str | None = None
    departments: tuple[Department, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    other_numerals: tuple[Numeral, ...] = ()


@dataclass(frozen=True, slots=True)
class Residue:
    """A stretch of the document that no stage could place."""

    quote: str
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Issue:
    """Something not understood. ``kind`` is a stable word (unknown_unit, unknown_label, count_mismatch, number_gap, …); ``item`` is the item's position."""

    kind: str
    severity: Literal["info", "warning", "error"]
    quote: str
    char_start: int
    char_end: int
    message: str
    item: int | None = None


@dataclass(frozen=True, slots=True)
class ParsedReport:
    """A report as read. ``as_of_on`` is the date that the figures stand at when it is an interim one (截至6月底); ``is_final`` is False then."""

    text: str
    media_type: str
    encoding: str | None
    jurisdiction: str | None
    title: str | None
    sections: tuple[Section, ...]
    items: tuple[Item, ...]
    residue: tuple[Residue, ...]
    issues: tuple[Issue, ...]
    character_count: int
    covered_characters: int
    numeral_count: int
    resolved_numeral_count: int
    as_of_on: date | None = None
    is_final: bool = True
    published_on: date | None = None
    publisher: str | None = None
