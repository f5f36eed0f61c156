"""Lines to items: which numbering is the list, which the headings, which only parts of an item. Each section is read on its own."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.reports.chapters import with_numbered_labels, without_chapters
from pipelines.reports.lines import CLOSED, SUMS_UP, Line
from pipelines.reports.markers import RANK, decimal_marker, long_marker
from pipelines.reports.numerals import whole
from pipelines.reports.paragraphs import CLOSING, Part, awaits_value, has_chain, parts_of
from pipelines.reports.sections import Heading, divided_by_section, heading_kind, is_section_heading
from pipelines.reports.text import joined
from pipelines.reports.wording import names_a_work, reports_result, speaks_of_the_list

_CATEGORY = re.compile(
    r"(?:工程|服务|保障|建设|安全|教育|就业|创业|卫生|健康|养老|为老|救助|救济|文化|体育|环境|交通|出行|住房|安居|创建|运行|治理|管理|民生|便民|惠民|类|领域|方面|事项|行动|提升|发展|生态|环保|扶贫|帮扶|权益|市容|“?两室”?建设)"
)
_ACTION = re.compile(
    r"^(?:新?建|改|添|增|扩|完成|实施|开展|推进|打造|建立|建设|新增|完善|启动|做好|为|对|将|全面|继续|持续|加快|提高|提升|落实|组织|举办)"
)


_SIDE = re.compile(r"(?:方面|类|领域)$")  # what 一是…;二是… below it are items of
_TITLE_LINES = 4
# How many marks of a style make it a list; a single ① or bullet is something else.
_FEWEST_MARKS = {"han_shi": 2, "circled": 2, "num_paren": 2, "num_half": 2, "named": 2, "bullet": 3}
_SHORT = 60
_TOPIC = 14
_WORD = 10
_BEHIND = re.compile(r"\(第(\d{1,2}|[一二三四五六七八九十]{1,3})[项件个][^()]{0,4}\)[。;]?$")
_TITLE_WORD = re.compile(r"实事|民生|惠民|项目|工程|任务|情况|进展|计划|清单|通报|公告|公示|简报|报告|通知|方案|安排|分解|一览")
_ANY_TITLE = re.compile(r"(?:19|20)\d\d|附件")


@dataclass(slots=True)
class Draft:
    """An item in the making: its number, its paragraphs, the headings it stands under. ``section`` indexes ``Outline.sections``."""

    number: int | None
    lines: list[Line]
    group: str | None
    section: int


@dataclass(slots=True)
class Outline:
    """Drafts with the headings that hold them; ``preface`` and ``closing`` are the report's words that belong to no item.

    ``tables`` is the section of each table whose place was given.
    """

    title: list[Line] = field(default_factory=list)
    preface: list[Line] = field(default_factory=list)
    sections: list[Heading | None] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    closing: list[Line] = field(default_factory=list)
    tables: list[int] = field(default_factory=list)


def _is_closed(plain: str) -> bool:
    return plain.endswith(("。", ";", "!", "?", "：", ":"))


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
        if is_section_heading(line) or (index != indexes[0] and CLOSING.match(line.plain) and len(line.plain) <= 30):
            sections += 1
            heads += 1
            continue
        following = lines[index + 1] if index + 1 < len(lines) else None
        opens = following is not None and following.piece == line.piece + 1 and following.marker is not None and len(line.plain) <= _TOPIC
        is_closed = _is_closed(line.plain) and not (
            opens and line.marker is not None and not re.search(r"\d", line.plain)
        )  # 第一类:教育。1.…
        is_title = bool(line.plain) and not is_closed and len(line.plain) <= 30 and line.label in (None, line.plain)
        titles += is_title
        digits += bool(re.search(r"\d", line.plain))
        below = following.marker.style if following is not None and following.marker is not None else None
        if is_title and below and RANK[below] > RANK[style] and (below not in ("han_shi", "circled") or _SIDE.search(line.plain)):
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
    if all(speaks_of_the_list(p) and len(p) <= 30 and not _is_closed(p) and "。" not in p for p in (lines[i].plain for i in indexes)):
        return True  # 一、省市两级为民办实事, and what is said of them below
    rest = len(indexes) - sections
    lower = sum(RANK[x.marker.style] > RANK[style] for x in lines[indexes[0] :] if x.marker is not None)
    if (
        titles == len(indexes) > 1
        and not digits
        and heads
        and lower >= 2 * len(indexes)
        and style in ("han_comma", "han_paren", "han_ordinal")
    ):
        return True  # 一、总体要求 and its sentence, 二、主要任务 and all its 1. 2. 3.
    categories = sum(bool(_CATEGORY.search(lines[i].plain)) and not _ACTION.match(lines[i].plain) for i in indexes)
    return rest > 0 and titles >= 0.8 * rest and digits <= 0.2 * rest and bodies >= 1.5 * rest and categories >= 0.5 * rest


def _with_late_marks(lines: list[Line]) -> list[Line]:
    """Marks that only the count makes certain: ``2.10个`` where item 2 is due."""
    result = list(lines)
    due = 1
    for i, line in enumerate(result):
        if line.marker and line.marker.style == "num_dot":
            due = line.marker.number + 1
        elif line.marker is None and (m := decimal_marker(line.plain, due) or long_marker(line.plain, due)):
            result[i] = replace(line, marker=m, whole=line.text, text=line.text.cut(m.end))
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
        if len(indexes) < _FEWEST_MARKS.get(style, 1):
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
        if len(indexes) == 1 and any(has_chain(x.text) for x in lines[indexes[0] :]):
            continue  # (二)为民办实事考核指标完成情况。…分别是:…;…;…。 is one paragraph of another document's list
        return style, heads
    return None, heads


_FEWEST_PARAGRAPHS = 2


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Where a table stands, and the numbers of its first and last item."""

    start: int
    first: int | None
    last: int | None


def outline(lines: list[Line], held: Sequence[TablePlace] = ()) -> Outline:
    """The report's structure; ``held`` are its tables. A section that holds one has its items there, and in the lines around only where these
    go on with its numbers.
    """
    tables = [t.start for t in held]
    front, sections = divided_by_section(_with_late_marks(lines), tables)
    result = Outline()
    title = _title_lines(front)
    result.title = list(front[:title])
    title_kind = next((k for x in front[:title] if (k := heading_kind(x.plain))), None)
    before = front[title:]
    starts = [heading.line.start for heading, _ in sections]
    places = [sum(start < at for start in starts) for at in tables]  # 0 is what stands before the first section heading
    result.sections = [None, *(heading for heading, _ in sections)]
    if 0 in places:
        _around_tables(result, before, [t for t, place in zip(held, places, strict=True) if place == 0], title_kind, 0)
    elif not sections or _holds_items(before):
        _read(result, before, title_kind, 0)
    else:
        result.preface += before
    for place, (heading, inside) in enumerate(sections, 1):
        result.headings.append(heading.line)
        if place in places:
            _around_tables(result, inside, [t for t, p in zip(held, places, strict=True) if p == place], heading.kind or title_kind, place)
        else:
            _read(result, inside, heading.kind or title_kind, place)
    _drop_empty_sections(result, places)
    return result


def _around_tables(result: Outline, lines: Sequence[Line], tables: Sequence[TablePlace], kind: str | None, section: int) -> None:
    """Lines above the first table lead up to it, short ones between are its captions; what stands below is left to the residue unless it is short.

    Lines whose numbers the table goes on with, or that go on with the table's, are items as its rows are.
    """
    above = [x for x in lines if x.start < tables[0].start]
    below = [x for x in lines if x.start > tables[-1].start]
    if (marks := _marks(above)) and marks[0] == 1 and tables[0].first == marks[-1] + 1:
        _read(result, above, kind, section)
        above = []
    if (marks := _marks(below)) and tables[-1].last is not None and marks[0] == tables[-1].last + 1:
        _read(result, below, kind, section)
        lines = [x for x in lines if x.start <= tables[-1].start]
    result.preface += above
    for line in lines:
        if line.start > tables[0].start and len(line.plain) < _SHORT:
            (result.headings if line.start < tables[-1].start else result.closing).append(line)


def _marks(lines: list[Line]) -> list[int]:
    """The numbers of the items among lines, where they count up one by one; else none."""
    style, _ = item_style(lines)
    numbers = [x.marker.number for x in lines if x.marker and x.marker.style == style]
    if len(numbers) == 1 and not (style or "").startswith("num"):
        return []  # 一、基本情况
    return numbers if numbers and numbers == list(range(numbers[0], numbers[0] + len(numbers))) else []


def _title_lines(front: Sequence[Line]) -> int:
    """How many lines at the top are the title: short ones without a full stop that speak of the report, up to the first mark or sentence."""
    count = 0
    for line in front[:_TITLE_LINES]:
        plain = line.plain
        is_work = count > 0 and names_a_work(plain) and not speaks_of_the_list(plain)  # 学校建设项目
        titled = is_section_heading(line) or (bool(_TITLE_WORD.search(plain)) and not is_work)
        if (
            line.marker is not None
            or line.label is not None
            or line.piece
            or _is_closed(plain.rstrip("”’」』)"))
            or len(plain) > 60
            or not (titled or count == 0)
        ):
            break
        if count == 0 and not titled and not _ANY_TITLE.search(plain):
            break
        count += 1
    return count


def _holds_items(lines: list[Line]) -> bool:
    """Whether a list stands before the first section heading: delivery prose above 二、2024年计划, with no heading of its own."""
    style, _ = item_style(lines)
    if style is not None and len([x for x in lines if x.marker and x.marker.style == style]) > 1:
        return True
    parts = parts_of(lines, reporting=False)
    return sum(p.is_item for p in parts) > 2


def _read(result: Outline, lines: list[Line], kind: str | None, section: int) -> None:
    """The items of one section."""
    lines, chapters = without_chapters(lines)
    result.closing += chapters
    lines = with_numbered_labels(_with_whole_paragraphs(lines))
    style, heads = item_style(lines)
    if style != "bullet":
        lines = [x.unmarked() if x.marker and x.marker.style == "bullet" else x for x in lines]
    if style is None:
        _unnumbered(result, lines, kind, section)
        return
    group: str | None = None
    started = ended = fresh = after = False
    last = max((i for i, x in enumerate(lines) if x.marker and x.marker.style == style), default=0)
    for index, line in enumerate(lines):
        marked = line.marker is not None and (line.marker.style == style or _fills_gap(lines, index, style, result.drafts))
        if line.marker is not None and not marked and (line.marker.style in heads or _outranks(line, style)):
            group = line.plain.rstrip("。")
            fresh = started
            after = started and CLOSING.match(line.plain) is not None
            result.headings.append(line)
        elif after:
            result.closing.append(line)  # 二、下一步工作打算, and what is numbered below it
        elif not marked and line.piece == 0 and _opens_pieces(lines, index, style):
            group = line.plain.strip("。:")
            result.headings.append(line)
        elif not marked and fresh and line.label is None:
            result.preface.append(line)
        elif marked:
            started = True
            fresh = False
            result.drafts.append(Draft((line.marker.number or None) if line.marker else None, [line], group, section))
        elif line.marker is None and SUMS_UP.match(line.plain):
            result.closing.append(line)
        elif not started:
            (
                result.preface if _is_closed(line.plain) or len(line.plain) > 60 else result.title if section == 0 else result.headings
            ).append(line)
        elif _is_group_heading(lines, index, style):
            group = line.plain
            result.headings.append(line)
        elif ended or (
            index > last
            and not line.label
            and (CLOSING.match(line.plain) or _is_of_the_page(line, lines[index - 1]) or _ends_list(line, result.drafts, section))
        ):
            ended = True
            result.closing.append(line)
        else:
            _append(result.drafts[-1].lines, line.unmarked())


def _with_whole_paragraphs(lines: list[Line]) -> list[Line]:
    """Paragraphs that each name what they are about and count their own points (关于教育。一是…二是…) in one piece: they are the items.

    Not where each point is a sentence that reports a result of its own.
    """
    opening = [i for i, x in enumerate(lines) if x.piece == 0 and _opens_pieces(lines, i, "han_shi") and _begins(lines[i + 1])]
    points = [x for x in lines if x.piece and x.marker is not None and x.marker.style == "han_shi"]
    reporting = sum(x.plain.endswith("。") and reports_result(x.plain) for x in points)
    if len(opening) < _FEWEST_PARAGRAPHS or reporting >= 0.5 * len(points):
        return lines
    result: list[Line] = []
    for i, line in enumerate(lines):
        if line.piece and i > opening[0]:
            _append(result, line.unmarked())
        else:
            result.append(line)
    return result


def _begins(line: Line) -> bool:
    return line.marker is not None and line.marker.number == 1


def _fills_gap(lines: list[Line], index: int, style: str, drafts: Sequence[Draft]) -> bool:
    """Whether a promise bears a mark of another style where its number is due: 2. … 三、… 4. …"""
    line = lines[index]
    assert line.marker is not None
    following = next((x.marker.number for x in lines[index + 1 :] if x.marker and x.marker.style == style), None)
    due = line.marker.number if drafts and drafts[-1].number == line.marker.number - 1 else None
    return due is not None and following == due + 1 and re.search(r"\d", line.plain) is not None and "。" in line.plain


def _outranks(line: Line, style: str) -> bool:
    """Whether a short line bears a mark of a higher order than the items: 二、工作分工 below 1. to 10."""
    assert line.marker is not None
    return RANK[line.marker.style] < RANK[style] and len(line.plain) <= 30 and not _is_closed(line.plain) and not line.piece


def _opens_pieces(lines: list[Line], index: int, style: str) -> bool:
    """Whether a short beginning of a paragraph only names what its marked parts are about: 关于社会保障。一是…二是…"""
    following = lines[index + 1] if index + 1 < len(lines) else None
    goes_on = following is not None and following.piece == 1 and following.marker is not None and following.marker.style == style
    line, before = lines[index], lines[index - 1] if index else None
    ends = before is not None and before.marker is not None and not CLOSED.search(before.plain)  # 一是解决群众饮水 ⏎ 问题;二是…
    if not goes_on or line.marker is not None or (ends and _is_closed(line.plain)):
        return False
    return len(line.plain) <= 30 and not re.search(r"\d", line.plain)


def _append(lines: list[Line], line: Line) -> None:
    """A further line of an item; parts of one paragraph that other marks had divided are one again."""
    before = lines[-1]
    if line.piece and line.label is None and before.label is None and line.start - before.end <= 1:
        lines[-1] = replace(before, text=joined([before.text, line.text]), end=line.end)
    else:
        lines.append(line)


def _unnumbered(result: Outline, lines: list[Line], kind: str | None, section: int) -> None:
    heads = [x for x in lines if x.marker is not None]
    result.headings += [x for x in heads if not has_chain(x.text)]
    lines = [x for x in lines if x.marker is None or has_chain(x.text)]
    started = False
    parts = _numbered_behind(parts_of(lines, reporting=kind == "delivery"))
    for number, part in parts:
        here = result.sections[section]
        if part.opens is not None and part.opens.year != (here.year if here else None):
            result.sections.append(part.opens)
            section = len(result.sections) - 1
        if part.is_item:
            started = True
            result.drafts.append(Draft(number, part.lines, part.group, section))
        else:
            (result.headings if part.group else result.closing if started else result.preface).extend(part.lines)


def _numbered_behind(parts: list[Part]) -> list[tuple[int | None, Part]]:
    """Parts with their number, where most items bear it behind them: 维修背街小巷80条(第四项)."""
    found: list[tuple[int | None, Part]] = []
    for part in parts:
        last = part.lines[-1]
        match = _BEHIND.search(last.plain) if part.is_item and last.marker is None else None
        number = (whole(match[1]) or None) if match else None
        found.append((number, part))
    numbers = [n for n, p in found if n is not None]
    rising = all(a < b for a, b in itertools.pairwise(numbers))
    return found if rising and len(numbers) >= max(2, 0.6 * sum(p.is_item for p in parts)) else [(None, p) for p in parts]


def _drop_empty_sections(result: Outline, places: list[int]) -> None:
    """Sections without items are headings only."""
    used = sorted({d.section for d in result.drafts} | set(places)) or [0]
    place = {old: new for new, old in enumerate(used)}
    result.sections = [result.sections[i] for i in used]
    result.tables = [place[p] for p in places]
    for draft in result.drafts:
        draft.section = place[draft.section]


def _next_is_item(lines: list[Line], index: int, style: str | None) -> bool:
    following = lines[index + 1] if index + 1 < len(lines) else None
    return following is not None and following.marker is not None and following.marker.style == style


def _ends_list(line: Line, drafts: Sequence[Draft], section: int) -> bool:
    """Whether a paragraph below the last item is about the list, thanks or notes, where no item has a second paragraph."""
    here = [d for d in drafts if d.section == section]
    if line.piece or len(here) < _FEWEST_PARAGRAPHS or any(len(d.lines) > 1 for d in here) or not CLOSED.search(here[-1].lines[-1].plain):
        return False
    return speaks_of_the_list(line.plain) or not re.search(r"\d[^年月日\d]", line.plain)


def _is_of_the_page(line: Line, before: Line) -> bool:
    """Whether what follows the last item is the page's and no part of it: short, no sentence, behind a sentence that is complete, or about the list."""
    return (
        line.piece == 0
        and CLOSED.search(before.plain) is not None
        and not awaits_value(before)
        and not CLOSED.search(line.plain)
        and not re.search(r"\d[^年月日\d]", line.plain)
        and (len(line.plain) <= _WORD or speaks_of_the_list(line.plain))
    )


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
        and (style == "bullet" or bool(_CATEGORY.search(line.plain)))
        and not awaits_value(lines[index - 1])
    )
