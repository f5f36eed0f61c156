"""Numbering at the head of a line or inside it: 1. 1、 (一) 一、 一是 ① 1。 *1. 第一件, a number alone on its line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.reports.numerals import chinese

_HAN = "[一二三四五六七八九十]{1,3}"
_STYLES: dict[str, str] = {
    "han_paren": rf"[(\[](?P<han_paren>{_HAN})[)\]][、.,]?",
    "han_comma": rf"(?P<han_comma>{_HAN})(?:[、,.:](?!{_HAN}(?:级|类|等|星|期|、)))",
    "han_shi": rf"(?P<han_shi>{_HAN})是(?=[^否的])",
    "han_ordinal": rf"第(?P<han_ordinal>{_HAN}|\d{{1,3}}(?=[件项]))(?:件|项|条|类|大类|个|方面)?(?:实事|民生实事|工程)?(?:[、:,.]|$)",
    "num_paren": r"[(\[](?P<num_paren>\d{1,3})[)\]][、.,]?",
    "num_half": r"(?P<num_half>\d{1,3})\)[、.,]?",
    "circled": r"(?P<circled>[①-⑳⑴-⒇⒈-⒛❶-❿➀-➓㈠-㈩])[、.]?",
    "num_dot": r"\*?(?P<num_dot>\d{1,3})(?:[.、。,:]、?|(?=《))",
    "num_alone": r"(?P<num_alone>\d{1,3})$",
    "part": r"(?:PART|Part|NO|No|№)[. ]?0?(?P<part>\d{1,2})(?:[.、:]|$|(?=[\u4e00-\u9fff]))",
    "named": rf"(?:[^。;:,]{{0,24}}(?:实事|项目|工程|任务|惠民|民生)之(?={_HAN}[:、,])|(?:民生|承诺|惠民)?(?:实事(?:项目)?|项目|任务|工程|事项)(?=(?:\d{{1,3}}|{_HAN})[:、])|(?:民生)?实事(?:项目)?[(](?=(?:\d{{1,3}}|{_HAN})[)][:、])|\[(?:民生)?(?:实事|项目)(?:项目)?(?=(?:\d{{1,3}}|{_HAN})\]))(?P<named>\d{{1,3}}|{_HAN})(?:[)][:、]|[:、,]|\])",
    "bullet": r"(?P<bullet>-{1,2}|[·●○◆◇■□▪★☆※√\u2190-\u21ff\u25a0-\u2767\u2794-\u27bf\u2b00-\u2bff\U0001f300-\U0001faff]\ufe0f?)(?=[\u4e00-\u9fff“《\d\[])",
}
_YEAR = re.compile(r"(?:19|20)\d\d(?:年|[-~至](?:19|20)?\d\d年)")
_CATEGORY = re.compile(rf"[(]?{_HAN}[、)].{{2,12}}")
_GROUP = re.compile(rf"[(]?{_HAN}[、)][^,。;:\d]{{2,20}}(?:\(\d{{1,2}}[项件个][^()]{{0,6}}\))?")
_SURE = frozenset(("num_paren", "num_half", "han_paren", "circled", "han_shi"))
_GAP = 4
_LINE = re.compile("|".join(_STYLES.values()))
_INLINE = re.compile("|".join(p for s, p in _STYLES.items() if s not in ("num_alone", "han_ordinal", "part", "named", "bullet")))
_GLUED = re.compile(r"(\d{1,3})(?=[\u4e00-\u9fff“《])")
_HAN_GLUED = re.compile(rf"({_HAN})(?=[\u4e00-\u9fff“《])(?![一二三四五六七八九十百千万个是老体刻次批期类级条件项户中高])")

# Outermost first, where nothing else tells.
RANK = {
    s: i
    for i, s in enumerate(
        (
            "han_ordinal",
            "part",
            "named",
            "han_comma",
            "han_paren",
            "num_dot",
            "num_alone",
            "num_glued",
            "han_glued",
            "num_paren",
            "num_half",
            "han_shi",
            "circled",
            "bullet",
        )
    )
}


@dataclass(frozen=True, slots=True)
class Marker:
    """A numbering mark of a style: ``number`` as printed, the mark itself at ``start:end`` of the line."""

    style: str
    number: int
    start: int
    end: int


def _number(style: str, mark: str) -> int:
    if style == "bullet":
        return 0
    if style == "circled":
        return next(ord(mark) - ord(first) + 1 for first in "㈠➀❶⒈⑴①" if mark >= first)
    if mark.isdigit():
        return int(mark)
    value = chinese(mark)
    return int(value) if value is not None else 0


def _marker(match: re.Match[str]) -> Marker:
    style = match.lastgroup or ""
    return Marker(style, _number(style, match[style]), match.start(), match.end())


def line_marker(plain: str) -> Marker | None:
    """The mark at the head of a line. A decimal (2.5万户) is none; ``1.10个`` is decided by ``sequence`` in the outline, not here."""
    match = _LINE.match(plain)
    if match is None:
        return None
    marker = _marker(match)
    following = plain[marker.end : marker.end + 1]
    if marker.style == "num_dot" and following.isdigit() and plain[marker.end - 1] in ".,、" and not _YEAR.match(plain, marker.end):
        return None
    return marker


def decimal_marker(plain: str, expected: int) -> Marker | None:
    """``2.10个项目`` as item 2 where item 2 is due."""
    match = re.match(r"\*?(\d{1,3})(?:[.、](?=\d)|,(?=\d)(?!\d{3}(?!\d)))", plain)
    if match and int(match[1]) == expected:
        return Marker("num_dot", expected, 0, match.end())
    return None


def long_marker(plain: str, expected: int) -> Marker | None:
    """A number of four or five digits as a mark, only where the count has got so far (a year is no item)."""
    match = re.match(r"(\d{4,5})[.、。](?!\d)", plain) if expected > 999 else None
    if match and int(match[1]) == expected:
        return Marker("num_dot", expected, 0, match.end())
    return None


def glued_marker(plain: str, style: str) -> Marker | None:
    """A number glued to the title (``1大病补充医保``, ``一开展学位供给行动``); only a run of them makes it numbering."""
    match = (_GLUED if style == "num_glued" else _HAN_GLUED).match(plain)
    return Marker(style, _number(style, match[1]), 0, match.end()) if match else None


def _heads(plain: str, marker: Marker) -> bool:
    """Whether only a category stands between the last sentence and a mark: …。二、安居环保 5.10 个县, but not 床铺 3,500 套."""
    start = max(plain.rfind(c, 0, marker.start) for c in "。;)!?") + 1
    return plain[marker.end - 1] != "," and _CATEGORY.fullmatch(plain, start, marker.start) is not None


def has_inner_mark(plain: str) -> bool:
    """Whether anything behind the head of a line looks like a mark: what ``inline_markers`` need not be asked otherwise."""
    return any(m.start() for m in _INLINE.finditer(plain))


def inline_markers(plain: str, blanks: frozenset[int] = frozenset(), due_next: Mapping[str, int] | None = None) -> list[Marker]:
    """Marks inside a line that count up by one from 1 in one style: ``…试运营。2.装300套…``, ``一是…；二是…``.

    A mark inside a line needs a sentence end, a bracket or a heading word before it, or (一是) a comma or colon. ``blanks`` are the positions that a
    blank stood before in the source: as good as a sentence end. ``due_next`` says by style which number the lines above have got to: a run that the
    page has cut goes on here.
    """
    carried = due_next or {}
    runs: dict[str, list[Marker]] = {}
    for match in _INLINE.finditer(plain):
        before = plain[match.start() - 1] if match.start() else ""
        if before.isdigit() or (before.isascii() and before.isalpha()) or before == ".":
            continue
        marker = _marker(match)
        run = runs.setdefault(marker.style, [])
        following = plain[marker.end : marker.end + 1]
        goes_on = marker.style == "han_shi" and before in ":;。"  # 七件已完成:一是…。正在推进的有三件:八是…
        due = (
            run[-1].number + 1 if run else marker.number if marker.start == 0 or goes_on or _carries(marker, plain, blanks, carried) else 1
        )
        closed = before in "。;)!? " or not before or marker.start in blanks
        # Extracts leave items out: a mark may be further on, where it cannot be anything else.
        most = due + (_GAP if run and closed and marker.style in _SURE else 0)
        if not due <= marker.number <= most:
            continue
        if marker.style == "num_dot":
            if (following.isdigit() and before not in "。;)!?" and not _heads(plain, marker)) or (not closed and run):
                continue
        elif marker.style == "han_comma":
            if not closed:
                continue
        elif marker.style == "han_shi":
            if not closed and before not in ",:":
                continue
        elif marker.style in ("num_paren", "num_half", "han_paren") and not closed and before not in ",:、":
            continue
        run.append(marker)
    whole = [
        run
        for style, run in runs.items()
        if len(run) > 1 or (run and (run[0].number == carried.get(style) or _opens(plain, run[0], blanks)))
    ]
    return sorted((m for run in whole for m in run), key=lambda m: m.start)


def _opens(plain: str, marker: Marker, blanks: frozenset[int]) -> bool:
    """Whether a mark begins a list behind a colon, which the page has cut after its first part (办好10件实事:一是解决…), or behind its heading: 二、就业行动 1.…"""
    if marker.number != 1 or not marker.start:
        return False
    if marker.style == "han_shi":
        return plain[marker.start - 1] == ":"
    return marker.style == "num_dot" and marker.start in blanks and _GROUP.fullmatch(plain, 0, marker.start) is not None


def _carries(marker: Marker, plain: str, blanks: frozenset[int], carried: Mapping[str, int]) -> bool:
    if marker.number <= 1 or marker.number != carried.get(marker.style) or not marker.start:
        return False
    return plain[marker.start - 1] in "。;!?" or (marker.start in blanks and _heads(plain, marker))
