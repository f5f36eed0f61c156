"""Administrative divisions of GB/T 2260: a code to its place, and the places that a title names. Source and date: reference/README.md."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

# 济南市高新区, 昆山市周庄镇: a place within the one that we have a code for.
_NARROWER = re.compile(
    r"(?!人民政府|各)[\u4e00-\u9fff]{1,10}?(?:新区|园区|开发区|示范区|高新区|经开区|管理区|街道|(?<!城)镇|(?<!城)乡(?!村|镇))|高新区|经开区"
)
# Names that are also the end of others: 湘江新区 is not 唐山's 新区.
_GENERIC = frozenset(("新区", "郊区", "城区", "矿区"))
_SHORTENED = ("特别行政区", "自治区", "自治州", "地区", "省", "市", "盟")


@dataclass(frozen=True, slots=True)
class Division:
    """One place under one code. ``parents`` are the names above it, the province first; years bound a code that came or went."""

    adcode: str
    name: str
    parents: tuple[str, ...]
    from_year: int | None
    to_year: int | None

    @property
    def full_name(self) -> str:
        """The name as reports write it: 浙江省宁波市鄞州区."""
        return "".join(self.parents) + self.name

    @property
    def level(self) -> str:
        """province, prefecture or county."""
        return "province" if self.adcode.endswith("0000") else "prefecture" if self.adcode.endswith("00") else "county"

    def existed_in(self, year: int | None) -> bool:
        """Whether the code was in use in a year, with a year's grace: reports of the last year come out in the next."""
        return year is None or (self.from_year or 0) <= year <= (self.to_year or 9999) + 1


@cache
def divisions() -> tuple[Division, ...]:
    """All divisions since 2000, by code."""
    text = resources.files(__package__).joinpath("reference/divisions.csv").read_text("utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    names: dict[str, str] = {}
    for row in rows:  # later rows of one code are its later names
        names[row["adcode"]] = row["name"]
    found = []
    for row in rows:
        code = row["adcode"]
        above = dict.fromkeys((code[:2] + "0000", code[:4] + "00"))
        parents = tuple(names[c] for c in above if c != code and c in names)
        found.append(Division(code, row["name"], parents, _year(row["from_year"]), _year(row["to_year"])))
    return tuple(found)


def _year(text: str) -> int | None:
    return int(text) if text else None


def division(adcode: str, year: int | None = None) -> Division | None:
    """The place of a code, under the name that it had in ``year`` (default: its last), or None where GB/T 2260 has no such code."""
    known = [d for d in divisions() if d.adcode == adcode]
    then = [d for d in known if d.existed_in(year)] or known
    return max(then, key=lambda d: (d.to_year or 9999, d.from_year or 0), default=None)


@cache
def _by_name() -> tuple[dict[str, list[Division]], int]:
    found: dict[str, list[Division]] = {}
    for place in divisions():
        found.setdefault(place.name, []).append(place)
    return found, max(map(len, found))


def places_named(words: str, year: int | None = None) -> list[Division]:
    """The narrowest places that a title names, best supported first in agreement; more than one is a question for a person.

    A county counts as supported by each place above it that the words name too, in full or short: 北京朝阳区 leaves 长春's 朝阳区 out. No
    place at all where the words go on to one that has no code (济南市高新区).
    """
    named, longest = _by_name()
    found: list[Division] = []
    at = end = 0
    while at < len(words):
        for length in range(min(longest, len(words) - at), 1, -1):
            places = [d for d in named.get(words[at : at + length], ()) if d.existed_in(year) and _begins(words, at, end, d)]
            if places:
                found += places
                at = end = at + length
                break
        else:
            if found and at == end and _NARROWER.match(words, at):
                return []
            at += 1
    if not found:
        return []
    rank = {d: (d.level == "county", d.level == "prefecture", sum(_short(p) in words for p in d.parents)) for d in found}
    best = max(rank.values())
    if best[2] == 0 and best[:2] > min(rank.values())[:2]:
        return []  # 鹤壁市矿区: the only 矿区 are of other places than the one named
    return sorted({d for d in found if rank[d] == best}, key=lambda d: d.adcode)


def _begins(words: str, at: int, end: int, place: Division) -> bool:
    """Whether a name at ``at`` is one of its own, where it could be the end of a longer one."""
    return (
        place.name not in _GENERIC
        or at in (0, end)
        or not "\u4e00" <= words[at - 1] <= "\u9fff"
        or words[:at].endswith(tuple(map(_short, place.parents)))
    )


def _short(name: str) -> str:
    """北京 of 北京市, 广西 of 广西壮族自治区."""
    for ending in _SHORTENED:
        if name.endswith(ending) and len(name) - len(ending) >= 2:
            return name[: -len(ending)][:2] if ending == "自治区" else name[: -len(ending)]
    return name
