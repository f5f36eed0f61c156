"""What belongs to the page and not to the report: page numbers, sources, dates of publication, buttons, closing formulas."""

from __future__ import annotations

import re
from functools import cache

from pipelines.reports import vocabulary

# What may stand in the middle of a sentence, because pages end there: the words before and after belong together.
IN_FLOW = frozenset(("page_number", "image", "rule"))
_LONGEST = 320
_BUTTON = 10  # a line that is one button
_VALUE = 24  # characters of a source or an editor's name
_CHOICES, _CHOICE = 6, re.compile(r"[\u4e00-\u9fff]{2,5}")
_BETWEEN = re.compile(r"[\[\]()【】|·、,;:/\-\s]*")


@cache
def _whole() -> tuple[re.Pattern[str], list[str]]:
    entries = vocabulary.rows("furniture.tsv")
    return re.compile("|".join(f"(?P<f{i}>{e['pattern']})" for i, e in enumerate(entries))), [e["kind"] for e in entries]


@cache
def _words() -> tuple[re.Pattern[str], list[bool]]:
    entries = vocabulary.rows("page_words.tsv")
    return re.compile("|".join(f"(?P<w{i}>{e['pattern']})" for i, e in enumerate(entries))), [e["value"] == "yes" for e in entries]


def furniture_kind(plain: str) -> str | None:
    """What a line is for the page (page_number, source, …), or None where it is the report's."""
    if len(plain) >= _LONGEST:
        return None
    pattern, kinds = _whole()
    match = pattern.fullmatch(plain)
    if match and match.lastgroup:
        return kinds[int(match.lastgroup[1:])]
    return "page_line" if _is_page_line(plain) else "navigation" if _is_navigation(plain) else None


def _is_navigation(plain: str) -> bool:
    """Whether a line is a row of short names to choose from, none of them the name of a column: 北京|重庆|福建|…"""
    names = plain.split("|") if plain.count("|") >= _CHOICES - 1 else []
    return bool(names) and all(_CHOICE.fullmatch(n) and vocabulary.label_role(n) is None for n in names)


def _is_page_line(plain: str) -> bool:
    """Whether a line is nothing but words of the page and their values: 2021-07-15 08:16 来源：营口日报 打印本页 关闭窗口."""
    pattern, values = _words()
    opening = _BETWEEN.match(plain)
    if "。" in plain[:-1] or pattern.match(plain, opening.end() if opening else 0) is None:
        return False
    at = 0
    room = 0  # characters that the value of the word before may take
    words = 0
    for match in pattern.finditer(plain):
        if not _fits(plain[at : match.start()], room):
            return False
        words += 1
        at = match.end()
        room = _VALUE if match.lastgroup and values[int(match.lastgroup[1:])] else 0
    return words > 0 and _fits(plain[at:], room) and (words > 1 or room > 0 or len(plain) <= _BUTTON)


def _fits(between: str, room: int) -> bool:
    rest = _BETWEEN.sub("", between, count=1) if not room else between
    return len(rest) <= room
