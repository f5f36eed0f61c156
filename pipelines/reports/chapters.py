"""What around and inside a list bears marks without being an item: chapters that hold no promise, numbers that only count an item's fields."""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.reports.lines import Line
from pipelines.reports.paragraphs import CLOSING
from pipelines.reports.wording import speaks_of_the_list

_CHAPTER = re.compile(
    r"(?:主要|具体)?(?:做法|工作措施|保障措施)|做法[与和]成效|(?:组织|机制)?保障(?:机制|$|:)|组织(?:实施|领导|保障)|(?:实施|方法|工作)步骤|(?:工作|有关|相关|几点)要求|下一步(?:工作)?(?:打算|安排|计划|措施|思路)"
)
_FRONT = re.compile("(?:起草|编制|工作)?背景|总体(?:要求|思路)|指导思想|目的意义|基本原则")
_CHAPTER_LENGTH = 14


def without_chapters(lines: list[Line]) -> tuple[list[Line], list[Line]]:
    """Lines without the chapters around the list that hold no promise (总体要求 above it, 保障措施 below), and these: they may bear the marks of items."""
    kept: list[Line] = []
    left: list[Line] = []
    style: str | None = None
    outside = marked = False
    for i, line in enumerate(lines):
        own = line.marker.style if line.marker else None
        following = lines[i + 1].marker if i + 1 < len(lines) else None
        names = _CHAPTER.match(line.plain) is not None and len(line.plain) <= _CHAPTER_LENGTH and line.piece == 0
        leads = (
            line.marker is None
            and line.plain.endswith(":")
            and CLOSING.match(line.plain) is not None
            and not speaks_of_the_list(line.plain)
        )
        heads = line.label in (None, line.plain.rstrip(":"))
        ends = marked and heads and (names or (leads and following is not None and following.number == 1))
        opens = not marked and own is not None and _FRONT.match(line.plain) is not None and len(line.plain) <= _CHAPTER_LENGTH
        if ends or opens:
            outside, style = True, own
        elif outside and own is not None and own == style:
            outside = False
        marked = marked or (not outside and line.marker is not None and bool(re.search(r"\d|。", line.plain)))
        (left if outside else kept).append(line)
    return kept, left


def with_numbered_labels(lines: list[Line]) -> list[Line]:
    """Lines whose numbers only count the fields of each item (1.年度目标:… 2.完成情况:…) without these, where a heading stands above each first one."""
    firsts: dict[tuple[str, int], set[str | None]] = {}
    for line in lines:
        if line.marker is not None and line.marker.number:
            firsts.setdefault((line.marker.style, line.marker.number), set()).add(line.label)
    fields = {style for (style, _), labels in firsts.items() if None not in labels}
    fields = {s for s in fields if all(len(labels) == 1 for (style, _), labels in firsts.items() if style == s)}
    counted = {s for s in fields if sum(x.marker is not None and x.marker.style == s and x.marker.number == 1 for x in lines) > 1}
    counted = {s for s in counted if sum(style == s for style, _ in firsts) > 1}
    return [replace(x, marker=None, whole=None) if x.marker is not None and x.marker.style in counted else x for x in lines]
