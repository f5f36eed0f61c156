"""Lines to items: which numbering is the list, which the headings, which only parts of an item; sections by year and kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from pipelines.reports.lines import Line
from pipelines.reports.markers import RANK, decimal_marker, glued_marker, long_marker

_SECTION_WORD = re.compile(r"(?:实事|民生|项目|任务|工程|目标|完成情况|落实情况|进展|计划|工作|实项)")
_DELIVERED = re.compile(
    r"(?:完成|落实|进展|推进|实施|办理|执行|兑现)(?:[^,。]{0,4})(?:情况|结果|进度|进展|公告|公示|通报)|进展[表情]|完成[表]|进度"
)
_PLANNED = re.compile(r"(?:计划|安排|拟办|目标|任务分解|实施方案|项目清单|责任分解|分工|票决|征集)")
_YEAR = re.compile(r"((?:19|20)\d\d)年?")
_COUNT = re.compile(
    r"(\d{1,4}|[一二三四五六七八九十]{1,3})(?:个大?|大)?(?:件|项|类|方面)(?:[^,。;]{0,6}?(?:实事|项目|任务|事项|工程|指标|工作))?|\d{1,4}个(?:方面|项目|指标|子项目|子项|事项|任务)"
)
_OVERVIEW = re.compile(
    r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})(?:大类|件|项|个)(?:[^,。;:]{0,8}(?:实事|民生项目|事项|指标)|计划|均|全部|总|目标|任务|工作|已)"
)
_CATEGORY = re.compile(
    r"(?:工程|服务|保障|建设|安全|教育|就业|创业|卫生|健康|养老|为老|救助|救济|文化|体育|环境|交通|出行|住房|安居|创建|运行|治理|管理|民生|便民|惠民|类|领域|方面|事项|行动|提升|发展|生态|环保|扶贫|帮扶|权益|市容|“?两室”?建设)"
)
_ACTION = re.compile(
    r"^(?:新?建|改|添|增|扩|完成|实施|开展|推进|打造|建立|建设|新增|完善|启动|做好|为|对|将|全面|继续|持续|加快|提高|提升|落实|组织|举办)"
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the report: category, section or title."""

    line: Line
    year: int | None
    kind: str | None
    stated_count: int | None = None


@dataclass(slots=True)
class Draft:
    """An item in the making: its number, its paragraphs, the headings it stands under. ``section`` indexes ``Outline.sections``."""

    number: int | None
    lines: list[Line]
    group: str | None
    section: int


@dataclass(slots=True)
class Outline:
    """Drafts with the headings that hold them; ``preface`` and ``closing`` are the report's words that belong to no item."""

    title: list[Line] = field(default_factory=list)
    preface: list[Line] = field(default_factory=list)
    sections: list[Heading | None] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)


def years_in(plain: str) -> list[int]:
    """Years that a heading names, in order."""
    return [int(y) for y in _YEAR.findall(plain)]


def heading_kind(plain: str) -> str | None:
    """delivery for 完成情况, plan for 计划 and 目标, None where the words do not say."""
    if _DELIVERED.search(plain):
        return "delivery"
    return "plan" if _PLANNED.search(plain) else None


def _is_closed(plain: str) -> bool:
    return plain.endswith(("。", ";", "!", "?", "：", ":"))


def is_section_heading(line: Line) -> bool:
    """A short line that names a year and speaks of the projects: 二、东城区2024年重要民生实事项目."""
    plain = line.plain
    return (
        len(plain) <= 60
        and not _is_closed(plain)
        and bool(_YEAR.search(plain))
        and bool(_SECTION_WORD.search(plain))
        and line.label is None
    )


def _styles(lines: list[Line]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for index, line in enumerate(lines):
        if line.marker:
            found.setdefault(line.marker.style, []).append(index)
    return found


def _heading_like(lines: list[Line], indexes: list[int], style: str) -> bool:
    """Whether the lines of a style only head others: short, no full stop, and numbered or several plain lines below."""
    heads = bodies = titles = digits = sections = 0
    for index in indexes:
        line = lines[index]
        if is_section_heading(line):
            sections += 1
            heads += 1
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        is_title = bool(line.plain) and not _is_closed(line.plain) and len(line.plain) <= 30 and line.label is None
        titles += is_title
        digits += bool(re.search(r"\d", line.plain))
        if (
            is_title
            and following is not None
            and following.marker is not None
            and RANK[following.marker.style] > RANK[style]
            and following.marker.style not in ("han_shi", "circled")
        ):
            heads += 1
            continue
        count = 0
        for later in lines[index + 1 :]:
            if later.marker is not None or later.label is not None or count > 20:
                break
            count += 1
        bodies += count
    if heads >= 0.6 * len(indexes):
        return True
    rest = len(indexes) - sections
    categories = sum(bool(_CATEGORY.search(lines[i].plain)) and not _ACTION.match(lines[i].plain) for i in indexes)
    return rest > 0 and titles >= 0.8 * rest and digits <= 0.2 * rest and bodies >= 1.5 * rest and categories >= 0.5 * rest


def _with_late_marks(lines: list[Line]) -> list[Line]:
    """Marks that only a run makes certain: glued numbers, and ``2.10个`` where item 2 is due."""
    glued = [(i, m) for i, line in enumerate(lines) if line.marker is None and (m := glued_marker(line.plain))]
    run = [m.number for _, m in glued]
    result = list(lines)
    if len(run) >= 3 and run == list(range(run[0], run[0] + len(run))) and run[0] in (0, 1):
        for i, m in glued:
            line = lines[i]
            result[i] = replace(line, marker=m, text=line.text.cut(m.end))
    due = 1
    for i, line in enumerate(result):
        if line.marker and line.marker.style == "num_dot":
            due = line.marker.number + 1
        elif line.marker is None and (m := decimal_marker(line.plain, due) or long_marker(line.plain, due)):
            result[i] = replace(line, marker=m, text=line.text.cut(m.end))
            due += 1
    return result


def item_style(lines: list[Line]) -> tuple[str | None, set[str]]:
    """The numbering that counts the items, and the styles that head them; None where items carry no number."""
    found = _styles(lines)
    alone = found.get("num_alone", [])
    if alone and len(alone) < 2:
        found.pop("num_alone")
    heads: set[str] = set()
    order = sorted(found, key=lambda s: (found[s][0], RANK[s]))
    order.sort(key=lambda s: RANK[s])
    for style in order:
        indexes = found[style]
        if style in ("han_shi", "circled", "num_paren", "num_half") and len(indexes) < 2:
            continue
        if _heading_like(lines, indexes, style):
            heads.add(style)
            continue
        if (
            len(indexes) == 1
            and style in ("han_comma", "han_paren", "han_ordinal")
            and any(len(found[s]) > 1 for s in order if s not in heads and s != style)
        ):
            heads.add(style)  # 一、扩大就业 with its 1. 2. below, cut off after the first category
            continue
        return style, heads
    return None, heads


def outline(lines: list[Line]) -> Outline:
    """The report's structure."""
    lines = _with_late_marks(lines)
    style, heads = item_style(lines)
    result = Outline(sections=[None])
    group: str | None = None
    started = False
    for index, line in enumerate(lines):
        marked = line.marker is not None and line.marker.style == style
        heads_items = _next_is_item(lines, index, style)
        opens = line.marker is not None or started or (heads_items and result.sections[-1] is not None)
        if is_section_heading(line) and opens and (heads_items or not marked):
            result.sections.append(_heading(line))
            result.headings.append(line)
            group = None
            continue
        if line.marker is not None and line.marker.style in heads and not marked:
            group = line.plain
            result.headings.append(line)
            continue
        if style is None:
            _unnumbered(result, line, group, index)
            started = started or bool(result.drafts)
            continue
        if marked:
            started = True
            result.drafts.append(Draft(line.marker.number if line.marker else None, [line], group, len(result.sections) - 1))
        elif not started:
            (result.preface if _is_closed(line.plain) or len(line.plain) > 60 else result.title).append(line)
        elif _is_group_heading(lines, index, style):
            group = line.plain
            result.headings.append(line)
        else:
            result.drafts[-1].lines.append(line)
    if result.sections[0] is None and len(result.sections) > 1 and not any(d.section == 0 for d in result.drafts):
        result.sections.pop(0)
        for draft in result.drafts:
            draft.section -= 1
    return result


def _heading(line: Line) -> Heading:
    years = years_in(line.plain)
    return Heading(line, years[-1] if years else None, heading_kind(line.plain))


def _next_is_item(lines: list[Line], index: int, style: str | None) -> bool:
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is not None and following.marker is not None and following.marker.style == style


def _is_group_heading(lines: list[Line], index: int, style: str) -> bool:
    """A short line without full stop, mark or label that stands right before a numbered item: 关键词 教育."""
    line = lines[index]
    return (
        line.marker is None
        and line.label is None
        and len(line.plain) <= 16
        and not _is_closed(line.plain)
        and not re.search(r"\d", line.plain)
        and _next_is_item(lines, index, style)
        and bool(_CATEGORY.search(line.plain))
        and lines[index - 1].label is None
    )


def _unnumbered(result: Outline, line: Line, group: str | None, index: int) -> None:
    """Items without printed numbers: a line each, after the title and the sentences that count the commitments."""
    section = len(result.sections) - 1
    if line.label is not None and result.drafts:
        result.drafts[-1].lines.append(line)
    elif (
        not result.drafts
        and index < 3
        and not _is_closed(line.plain)
        and len(line.plain) <= 60
        and (_YEAR.search(line.plain) or _SECTION_WORD.search(line.plain))
        and line.piece == 0
    ):
        result.title.append(line)
    elif _OVERVIEW.search(line.plain[:40]) and not line.label:
        result.preface.append(line)
    else:
        result.drafts.append(Draft(None, [line], group, section))
