"""The quantities of an item, with field, role and indicator; its other numerals; numerals that nobody could place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipelines.reports import matrix, numerals, vocabulary
from pipelines.reports.fields import FieldText
from pipelines.reports.indicators import distributed, generic, indicator
from pipelines.reports.model import Comparator, Numeral, Quantity, Role
from pipelines.reports.roles import grew_as_promised, is_named_again, is_scope, is_spent, role_of, said_before_done
from pipelines.reports.text import Text, half_width
from pipelines.reports.tokens import Token, bound_before, tokens


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity before matching. ``piece`` numbers the stretch of text it stands in, ``row`` its table row, ``column`` its column's role."""

    quantity: Quantity
    piece: int
    row: int
    column: str | None
    plain: str
    at: int
    end: int
    cell: matrix.Cell | None = None


_INTENDED = re.compile("(?:完成|建成|开工|投用|竣工|启动)(?:建设)?$")  # 当年完成
_LONGEST_NAME, _SHORT_NAME = 20, 12
_STANDING = re.compile(r"(?:累计|达|达到|共计|总数)(?:达|达到|为)?$")


@dataclass(slots=True)
class Measures:
    """All numerals of an item."""

    found: list[Measure] = field(default_factory=list)
    numerals: list[Numeral] = field(default_factory=list)
    unknown: list[tuple[str, int, int, str]] = field(default_factory=list)  # kind, char_start, char_end, quote


def measures(fields: list[FieldText], source: str, prefix: str) -> Measures:
    """Quantities of commitment and completion texts, ids ``<prefix>-t1``, ``<prefix>-c1``, …"""
    result = Measures()
    counts = {"commitment": 0, "completion": 0}
    listed_of = [tokens(f.text.plain) if f.role in counts else [] for f in fields]
    promises = [(f, [t for t in ts if t.kind == "quantity"]) for f, ts in zip(fields, listed_of, strict=True) if f.role == "commitment"]
    units_of_row = _units_of_rows(promises)
    promised = "\n".join(f.text.plain for f, _ in promises)
    reported = "\n".join(f.text.plain for f in fields if f.role == "completion")
    promised_units = [t.unit for _, ts in promises for t in ts]
    for piece, part in enumerate(fields):
        if part.role not in counts:
            continue
        plain = part.text.plain
        listed = listed_of[piece]
        counted = [t for t in listed if t.kind == "quantity"]
        shared = distributed(plain, counted)
        grid = {c.start: c for c in matrix.cells(plain)} if part.role == "completion" else {}
        subject = ""
        verb = ""
        earlier = ""
        order = 0
        last: tuple[Token, Role] | None = None
        for token in listed:
            start, end = part.text.span(token.start, token.end)
            surface = part.text.surface[token.start : token.end]
            if token.kind == "unknown":
                result.unknown.append(("unresolved_numeral", start, end, source[start:end]))
                continue
            if token.kind != "quantity":
                result.numerals.append(Numeral(part.role, surface, source[start:end], start, end, token.kind))  # type: ignore[arg-type]
                continue
            before = counted[order - 1] if order else None
            after = counted[order + 1] if order + 1 < len(counted) else None
            order += 1
            phrase, own_verb = indicator(plain, token, before, after, verb)
            phrase = shared.get(token.start, phrase)
            verb = own_verb or verb
            unit = token.unit
            alone = token.end - token.start == len(plain.strip())
            comparator = token.comparator
            if token.start in shared and before is not None and before.start in shared and comparator == "eq":
                comparator = before.comparator  # 分别不低于98.5%、99%
            if alone and comparator == "eq" and part.role == "commitment":
                comparator = _bound_of_row(promises, part.row)
            value, high = token.value, token.value_high
            written = ""
            if not unit and alone:
                unit, written = (
                    ("%", "") if part.column == "ratio" else (part.unit, "") if part.unit else units_of_row.get(part.row, ("", ""))
                )
                times, unit = _multiplied(unit)
                value, high = value * times, high * times if high is not None else None
                phrase = phrase or _row_phrase(promises, part.row)
            elif part.column and generic(phrase):
                phrase = _row_name(promises, part.row, part) + phrase
            elif cell := grid.get(token.start):
                subject = cell.name if cell.is_target else subject
                phrase = subject if cell.is_target else f"{subject}{cell.name}"
                pair = sum(1 for c in {g.row for g in grid.values() if g.is_target} if c <= cell.row) - 1
                unit = promised_units[pair] if 0 <= pair < len(promised_units) else ""
            elif not unit and not _is_bare_ratio(token, plain):
                result.unknown.append(("unknown_unit", start, end, source[start:end]))
            standing = _STANDING.search(plain, max(0, token.start - 4), token.start) is not None
            if standing and generic(phrase) and before is not None and before.unit == token.unit:
                phrase = earlier
            earlier = phrase
            counts[part.role] += 1
            letter = "t" if part.role == "commitment" else "c"
            role = role_of(plain, token if unit == token.unit else replace(token, unit=unit), part.role, part.column, last)
            if role == "actual" and is_scope(plain, token, promised):
                role = "context"
            elif role == "context" and part.role == "commitment" and is_spent(plain, token, reported):
                role = "target"
            elif role == "context" and unit in ("%", "个百分点", "百分点") and grew_as_promised(plain, token, promised):
                role = "actual"
            elif role == "actual" and is_named_again(plain, token, promised):
                role = "target"
            cell = grid.get(token.start)
            role = ("target" if cell.is_target else "actual") if cell else role
            if role == "actual" and after is not None and not promised_units and said_before_done(plain, token, after):
                role = "target"
            last = (token, role)
            quantity = Quantity(
                id=f"{prefix}-{letter}{counts[part.role]}",
                field=part.role,  # type: ignore[arg-type]
                text=surface,
                quote=source[start:end],
                char_start=start,
                char_end=end,
                value=value,
                unit=written or _as_written(part.text, token, unit),
                comparator=comparator,
                role=role,
                indicator=phrase,
                value_high=high,
                period=token.period,
                is_approximate=token.is_approximate,
                is_standing=role == "actual" and standing,
            )
            result.found.append(Measure(quantity, piece, part.row, part.column, plain, token.start, token.end, cell))
    return result


def _multiplied(unit: str) -> tuple[int, str]:
    """What a header's unit multiplies the bare numbers below it with, and the measure word: 万元 is 10000 and 元."""
    times = 1
    while unit[:1] in numerals.MULTIPLIERS and unit[1:]:
        times, unit = times * int(numerals.MULTIPLIERS[unit[0]]), unit[1:]
    return times, unit


def _as_written(text: Text, token: Token, unit: str) -> str:
    """The measure word in the script of the source (張 stays 張), its brackets and signs in half width."""
    if not unit or not text.plain.endswith(unit, token.start, token.end):
        return unit
    return half_width(text.surface[token.end - len(unit) : token.end])


def _is_bare_ratio(token: Token, plain: str) -> bool:
    return token.value_high is not None


_Promises = list[tuple[FieldText, list[Token]]]


def _units_of_rows(promises: _Promises) -> dict[int, tuple[str, str]]:
    """The measure word of each row's first target, as understood and as written: what a bare number in that row counts."""
    units: dict[int, tuple[str, str]] = {}
    for part, listed in promises:
        if part.row not in units:
            token = next((t for t in listed if t.unit not in ("", "%")), None)
            if token:
                units[part.row] = (token.unit, _as_written(part.text, token, token.unit))
            elif named := vocabulary.unit_in_brackets(part.text.plain):
                units[part.row] = (named, "" if named not in vocabulary.units() else part.text.surface[-len(named) - 1 : -1])
            elif part.text.plain.endswith("人数"):
                units[part.row] = ("人", "人")
    return units


def _bound_of_row(promises: _Promises, row: int) -> Comparator:
    """The bound that the name of a bare number ends in: 城镇登记失业率低于(%) | 4.3."""
    for part, _ in promises:
        bound = bound_before(re.sub(r"\([^()]{1,6}\)$", "", part.text.plain)) if part.row == row else None
        if bound:
            return bound
    return "eq"


def _row_name(promises: _Promises, row: int, own: FieldText) -> str:
    """The name that stands beside a number in its row of a table (新增绿地 | 5万平方米), where the row promises one number only."""
    alone = all(
        not listed or (len(listed) == 1 and listed[0].end - listed[0].start == len(f.text.plain.strip()))
        for f, listed in promises
        if f.row == row
    )
    if not alone and sum(len(listed) for f, listed in promises if f.row == row) > 1:
        return ""
    names = [f.text.plain for f, listed in promises if f.row == row and f is not own and not listed]
    return next(
        (n for n in reversed(names) if len(n) <= _SHORT_NAME and not _INTENDED.search(n)), names[0][:_LONGEST_NAME] if names else ""
    )


def _row_phrase(promises: _Promises, row: int) -> str:
    """What a bare number counts: the promise of its row without its number."""
    named = [(f.text.plain, listed) for f, listed in promises if f.row == row]
    for plain, listed in named:
        if listed and (phrase := indicator(plain, listed[0], None, listed[1] if len(listed) > 1 else None, "")[0]):
            return phrase
    return next((plain[:_LONGEST_NAME] for plain, listed in reversed(named) if not listed), "")
