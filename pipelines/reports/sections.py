"""Where a report passes from one list to the next: headings that name a year and speak of the projects."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.reports.lines import Line

_SECTION_WORD = re.compile(r"实事|民生|项目|任务|工程|目标|完成情况|落实情况|进展|计划|工作|实项")
# What such a heading ends in: the name of a list or of an account.
_ENDS = re.compile(
    r"(?:情况|结果|进度|进展|公告|公示|通报|计划|安排|项目|清单|任务|目标|分解|表|方案|工程|实事|实项|一览|名单|报告|汇总|台账|内容|工作|分工|要点|打算|设想|意见)(?:[(].{0,24}[)])?[:]?$"
)
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_ANNEX = re.compile(r"^\(?附[件表]?\d{0,2}\)?[:、. ]?")
_COUNTED = re.compile(r"\d{1,3}(?:件|项|个|类|大)")
_DIGITS = re.compile(r"\d+")
_DELIVERED = re.compile(
    r"(?:完成|落实|进展|推进|实施|办理|执行|兑现)(?:[^,。]{0,4})(?:情况|结果|进度|进展|公告|公示|通报)|工作回顾|进展[表情]|完成[表]|进度|进展$|(?<!确保)(?<!力争)(?:全面|全部|圆满|如期|提前|超额)(?:完成|兑现)"
)
_PLANNED = re.compile(r"(?:计划|安排|拟办|目标|任务(?:分解|表|清单|书)|实施方案|项目清单|责任分解|分工|票决|征集|打算|设想|谋划)")
_INTENDED = re.compile(r"拟定|(?:将|拟|计划|力争)(?:继续|重点|着力|集中力量)?(?:实施|办|抓|推进|完成|建设|安排)")
_LONGEST = 60
_RELATIVE = re.compile(r"上一?年度?|下一?年度?|本年度?|今年|去年|过去一年")
_RELATIVE_HEADING = re.compile(r"^(?:第[一二三]部分)?(?:上一?|下一?|本|今|去)年度?(?![\d底末])")
_PART = re.compile("第[一二三]部分")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the report with the year and the kind (plan, delivery) that its words name."""

    line: Line
    year: int | None
    kind: str | None


def years_in(plain: str) -> list[int]:
    """Years that a heading names, in order."""
    return [int(y) for y in _YEAR.findall(plain)]


def heading_kind(plain: str) -> str | None:
    """delivery for 完成情况, plan for 计划 and 目标, None where the words do not say."""
    if _DELIVERED.search(plain):
        return "delivery"
    return "plan" if _PLANNED.search(plain) else None


def heading_of(line: Line) -> Heading:
    """The year and kind that a line names, as a heading."""
    years = years_in(line.plain)
    kind = "plan" if line.plain.endswith(":") and _INTENDED.search(line.plain) else heading_kind(line.plain)
    return Heading(line, years[-1] if years else None, kind)


def is_section_heading(line: Line) -> bool:
    """A short line that names a year and a list, and counts nothing else: 二、东城区2024年重要民生实事项目."""
    plain = line.plain.strip("[]")
    years = list(_YEAR.finditer(plain))
    if not years or len(plain) > _LONGEST or line.label is not None or years[0].start() > 24 or plain[:1] in "及和与暨":
        return False
    rest = _COUNTED.sub("", _YEAR.sub("", _ANNEX.sub("", plain)), count=1)
    return bool(_ENDS.search(plain)) and bool(_SECTION_WORD.search(plain)) and not re.search(r"[。;,!?]|:.", plain) and not _counts(rest)


def _counts(rest: str) -> bool:
    """Whether numbers are left that are no part of a date: 截至6月底."""
    return bool(_DIGITS.search(re.sub(r"\d{1,2}[-~至]?\d{0,2}(?:月份?|日)|\(\d{1,3}\)", "", rest)))


def _opens_next_list(lines: Sequence[Line], index: int) -> bool:
    """Whether a sentence says what another list is, whose numbers begin again: 5.…。 2025年,全区将办好10件民生实事: 1.…"""
    line = lines[index]
    following = lines[index + 1].marker if index + 1 < len(lines) else None
    said = (
        line.marker is None
        and line.label is None
        and line.plain.endswith(":")
        and (_YEAR.search(line.plain) or _RELATIVE.search(line.plain))
        and _SECTION_WORD.search(line.plain)
    )
    if not said or following is None or following.number != 1:
        return False
    if not _INTENDED.search(line.plain) and heading_kind(line.plain) != "delivery":
        return False
    return any(x.marker is not None and x.marker.style == following.style and x.marker.number == 1 for x in lines[:index])


def _is_relative_heading(line: Line) -> bool:
    """Whether a short marked line names a list by a year seen from the others: 一、上年度完成情况, 二、下一年度民生实事计划."""
    plain = line.plain
    marked = line.marker is not None or _PART.match(plain) is not None
    return marked and len(plain) <= 30 and _RELATIVE_HEADING.search(plain) is not None and _ENDS.search(plain) is not None


def _relative_year(plain: str, known: Sequence[int]) -> int | None:
    """The year that 上年度, 本年度, 今年 or 下一年 mean beside the years named before, or None where none is."""
    match = _RELATIVE.search(plain)
    if match is None or not known:
        return None
    if match[0].startswith("下"):
        return max(known) + 1
    if match[0].startswith(("上", "去", "过去")):
        return min(known) if len(set(known)) > 1 else max(known) - 1
    return max(known)


def _is_numbered_section(lines: Sequence[Line]) -> bool:
    """Whether the first line is no title but the first of several numbered headings: 一、2023年完成情况 … 二、2024年计划."""
    first = lines[0].marker
    return first is not None and any(
        x.marker is not None
        and x.marker.style == first.style
        and x.marker.number == first.number + 1
        and (is_section_heading(x) or _is_relative_heading(x))
        for x in lines[1:]
    )


def divided_by_section(lines: list[Line], tables: Sequence[int] = ()) -> tuple[list[Line], list[tuple[Heading, list[Line]]]]:
    """What stands before the first section heading, and each heading with its lines.

    ``tables`` are the positions of tables, whose rows are no lines. The title looks like a section heading too: the first line is never one, nor is one that only says the title again.
    """
    front: list[Line] = []
    sections: list[tuple[Heading, list[Line]]] = []
    said: set[str] = set()
    last_table = max(tables, default=-1)
    for index, line in enumerate(lines):
        plain = line.plain
        again = line.marker is None and not sections and any(plain == t or (plain in t and len(years_in(t)) == 1) for t in said)
        opens = is_section_heading(line) and (index + 1 < len(lines) or last_table > line.start)
        numbered = opens and index == 0 and _is_numbered_section(lines)
        relative = index > 0 and _is_relative_heading(line) and index + 1 < len(lines)
        if index and (relative or (_opens_next_list(lines, index) and not _YEAR.search(plain))):
            known = [y for x in lines[:index] for y in years_in(x.plain)]
            heading = heading_of(line)
            sections.append((Heading(line, _relative_year(plain, known), heading.kind), []))
        elif (index or numbered) and not again and (opens or _opens_next_list(lines, index)):
            sections.append((heading_of(line), []))
        elif sections:
            sections[-1][1].append(line)
        else:
            front.append(line)
            if is_section_heading(line) and line.marker is None:
                said.add(plain)
    return front, sections
