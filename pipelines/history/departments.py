"""Departments under canonical names: the jurisdiction's own short form without the city's prefix (区卫生健康委, 市教委).

A form is recognised by the reviewed tables reference/departments.csv and department_changes.csv and by overrides, never by a guess: what
the tables do not know keeps its own name, and a person is asked where it is one character away from a known one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

from pipelines.history.reference import rows
from pipelines.reports.text import plain_of

_LEVELS = "区县市省州盟旗"
_PLACE = re.compile(r"[\u4e00-\u9fff]+?(?:自治区|自治州|特别行政区|省|市|区|县|州|盟|旗|镇)")
_GROUP = re.compile(
    r"^(?:各|相关|有关|其他|全[区市县省].{0,6}各|属地|[省市区县]直(?:各|管))|(?:有关|相关)(?:单位|部门|街道|委办局)|^等.{0,8}(?:单位|部门)$|^(?:街道|社区)$"
    r"|各(?:部门|单位|专班|街道|乡镇|镇街?|县|区)$"
)
_AND_OTHERS = re.compile(r"(?<=.{2})等.{0,8}(?:单位|部门)$")  # 区卫生计生委等部门 names one and a group
_KINDS = (
    ("agency", re.compile(r"(?:支队|总队|大队|分局|联合会|总工会|红十字会|法院|检察院)$")),
    (
        "unit",
        re.compile(r"(?:街道办事处|街道办|街道|地区办事处|[镇乡]|政府|公司|集团|中心|医院|学校|银行|社区|管委会|园区|指挥部|企业|所|站)$"),
    ),
    ("bureau", re.compile(r"(?:局|委|办|厅|部|委员会|办公室)$")),
)


@dataclass(frozen=True, slots=True)
class Named:
    """The canonical name of a form as written, and why (same, slip, short form, renamed, merged)."""

    name: str
    reason: str
    kind: str
    is_known: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A department that goes on as another from a year on; ``founds`` says whether the other began then (司法局 took in 法制办, and was
    there before)."""

    successor: str
    year: int
    reason: str
    founds: bool


@cache
def _forms() -> Mapping[str, tuple[str, str, str]]:
    return {r["form"]: (r["canonical"], r["kind"], r["reason"]) for r in rows("departments.csv")}


@cache
def _changes() -> Mapping[str, Change]:
    return {r["from"]: Change(r["to"], int(r["year"]), r["reason"], r["founds_successor"] == "yes") for r in rows("department_changes.csv")}


@cache
def _own_names(jurisdiction: str) -> tuple[tuple[str, str], ...]:
    """How the jurisdiction and those above it are written out, with the one character that stands for each: (东城区, 区), (北京市, 市)."""
    parts = _PLACE.findall(jurisdiction)
    spelled = []
    for n, part in enumerate(parts):
        level = "区" if part.endswith("自治区") else part[-1]
        spelled += [("".join(parts[: n + 1]), level), (part, level)]
    return tuple(sorted(set(spelled), key=lambda s: (-len(s[0]), s)))


@cache
def level_of(jurisdiction: str) -> str:
    """The character that a jurisdiction's departments bear in front: 区 for 北京市东城区."""
    parts = _PLACE.findall(jurisdiction)
    return parts[-1][-1] if parts and parts[-1][-1] in _LEVELS else ""


def _kind(name: str) -> str:
    return next((kind for kind, pattern in _KINDS if pattern.search(name)), "unit")


@cache
def named(written: str, jurisdiction: str) -> Named:
    """The canonical name of a department written in a report of ``jurisdiction`` (its full name)."""
    plain = _AND_OTHERS.sub("", plain_of(written))
    if _GROUP.search(plain):
        return Named(written, "same", "group", True)
    short = plain
    for spelled, level in _own_names(jurisdiction):
        if short.startswith(spelled) and len(short) > len(spelled):
            short = level + short[len(spelled) :]
            break
    prefix, body = (short[0], short[1:]) if short[0] in _LEVELS and len(short) > 2 else ("", short)
    known = _forms().get(body)
    if known is None and _forms().get(short):  # 市场监管局 begins with the character of a city
        prefix, body, known = "", short, _forms()[short]
    if known is None:
        own = short if short != plain else written
        return Named(own, "same" if own == written else "short form", _kind(plain), False)
    canonical, kind, reason = known
    # A list names its level once or not at all: 教育局 in a district's report is 区教育局. Bodies of the state (支队, 法院) keep their own.
    name = (prefix or (level_of(jurisdiction) if kind == "bureau" or body != canonical else "")) + canonical
    change = _changes().get(canonical)
    if name != written and reason == "same":
        reason = "short form"
    if change is not None and reason != "slip":
        reason = change.reason
    return Named(name, reason, kind, True)


def change_of(name: str) -> Change | None:
    """What a department under its canonical name became, if reference data says so."""
    prefix, body = (name[0], name[1:]) if name[0] in _LEVELS else ("", name)
    change = _changes().get(body)
    return replace(change, successor=prefix + change.successor) if change else None


def one_edit_apart(a: str, b: str) -> bool:
    """Do two names differ in one character: replaced, added or missing?"""
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    if len(a) > len(b):
        a, b = b, a
    start = next((i for i, c in enumerate(a) if c != b[i]), len(a))
    return a[start + (len(a) == len(b)) :] == b[start + 1 :]


def near_misses(unknown: Iterable[str], known: Iterable[str]) -> list[tuple[str, str]]:
    """Names that the tables do not know, one character away from one that is known: a slip, perhaps. Names of four characters and more."""
    listed = sorted(known)
    return [(u, k) for u in sorted(unknown) if len(u) >= 4 for k in listed if len(k) >= 4 and one_edit_apart(u, k)]
