"""Items without printed numbers: a paragraph each, the clauses behind a lead-in that counts them, or sentences that each report for themselves."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipelines.reports import vocabulary
from pipelines.reports.lines import CLOSED, Line
from pipelines.reports.numerals import whole
from pipelines.reports.sections import Heading, heading_kind, years_in
from pipelines.reports.text import Text
from pipelines.reports.tokens import Token, tokens
from pipelines.reports.wording import announces, has_label, intends, names_a_work, reports_result, speaks_of_the_list

_NUMBER = r"(?:\d{1,4}|[一二三四五六七八九十]{1,3})"
_COUNT = rf"(?:{_NUMBER}|多|各|几|以下|下列)(?:个|项|件|类|大类|大|方面)"
_NOUN = r"(?:指标|项目|实事|任务|工作|事项|工程|事情|民生|重点|措施|举措)"
# What leads up to a list: it counts its parts, or says that they follow.
_LEAD = re.compile(
    rf"[^。;]{{0,100}}?(?:{_COUNT}[^:。;]{{0,12}}?{_NOUN}[^:。;]{{0,24}}|{_NOUN}[^:。;]{{0,8}}?{_COUNT}|[^:。;,]{{0,20}}?{_NUMBER}(?:项|个|件)[^:。;,]{{0,8}}|分别(?:是|为)|(?:包括|包含|主要有|具体为|具体是|具体包括)|如下|以下[^:。;]{{0,16}}|^其中):"
    rf"|^其中[,:]|[^。;]{{0,60}}?{_COUNT}[^。;:]{{0,12}}?[,]?(?:包括|分别(?:是|为))(?=[“《])"
)
# The commitments themselves counted: 125个小项中57个已完成, 25件计划总投资277亿元, 全市20个为民办实事项目累计完成投入46.3亿元.
_COUNTS_LIST = re.compile(
    rf"(?:实事|民生项目|重点项目|民生工程|事项)[”\"]?(?:共计?|总计|累计|合计)?{_NUMBER}(?:项|件|个)(?=[,。;]|$)|\d成(?:以上)?的?{_NOUN}|{_NUMBER}个?大项[、,]?{_NUMBER}个?[分小子]项|{_NUMBER}(?:大类|件|项|个)(?:[^,。;:]{{0,8}}(?:实事|民生项目|民生工程|民心工程|惠民工程|事项|指标|小项|大事)|计划|均|全部|总|目标|任务|工作|已|超额|提前|如期|按期)"
    rf"|(?:^|[,。;:中年度]|其中|有|全[市省区县州]|我[市省区县州]|涉及|确定了?的?|列入|工程|实事|实施的?|办好|办理|推进|安排|承诺的?|部署的?)(?:{_NUMBER}大?类)?{_NUMBER}(?:个|件|项)[^,。;:]{{0,10}}?(?:项目|工程|实事|指标|任务|小项)"
    rf"|(?:涉及|确定了?|分为|包括|共)?{_NUMBER}大?类{_NUMBER}(?:项|件|个)|(?:意见|建议|留言|线索|征集到?)[^,。;:\d]{{0,8}}{_NUMBER}(?:余|多)?(?:条|件|个|项)"
)
_CONTINUES = re.compile(
    r"(?:今年)?(?:上半年|前三季度|累计|目前|截[至止]|其中|已|实际|共|全年|到\d|\d{1,2}月|同时|另|此外|还|现|正在|主体|各|均|全部|预计|力争|完成率|占|剩余|其余|提前|超额)"
)
# Words that any clause may hold; what is left names the thing.
_WORN = re.compile(
    r"项目|工程|新建|改建|扩建|建成|建设|完成|完工|竣工|实现|全年|改造|新增|增加|提升|开展|实施|购置|发放|解决|的|了|共|各|约|近|已|为|达|累计|上半年|前三季度|目前|截至\S{0,6}?[月底日]|实际|其中"
)
_NEWS = re.compile(r"[^。;]{0,60}?(?:获悉|了解到?|通报|消息|讯|日电)(?:[,:)]|(?=记者))")
_COUNTED = re.compile(r"\d{1,12}(?:\.\d{1,6})?[万亿]?[余多]?[\u4e00-\u9fff%]?")
_MOSTLY = 0.8
_MOST = 0.6
_SOME = 0.15
_THE_LIST = re.compile(r"实事|民生(?:项目|工程|事项)|惠民(?:项目|工程)|民心工程")
_OF_ALL = re.compile(rf"{_THE_LIST.pattern}|记者|获悉|发布会|代表大会|常务会议|{_NUMBER}(?:个?大项|个?分项|大类)")
_TOPIC = 20
_SUMMED = 60
# 10件区级民生实事进展良好,累计完成投资6.46亿元: said of a part of the list between its items.
_SUMMARY = re.compile(rf"{_NUMBER}(?:件|项|个)[^,。;:]{{0,12}}(?:实事|民生项目|民生工程)")
_BYLINE = re.compile(r"\((?:[^()]{0,16}(?:记者|通讯员|编辑|来源)[^()]{0,24})\)[。]?")
_MANY_SENTENCES = 3
_PARTED = re.compile("[;。]")
_WORD = re.compile(r"\w")
_SPAN_OF_YEARS = re.compile(r"(?:19|20)\d\d年?[-~至](?:19|20)\d\d")
_ANY_WORK = re.compile("建设项目|公共服务|服务事项|(?:民生|民心|惠民)工程")  # said of any list
_COUNTED_HEADING = re.compile(rf"({_NUMBER})(?:大|项|件|个)[^。;]{{0,8}}(?:实事|民生|项目|工程)[^。;]{{0,12}}$")
_WORK = re.compile("(?:工程|项目|行动|计划|建设)$")
_FEWEST = 3  # paragraphs of a list
_STATED = re.compile(rf"({_NUMBER})(?:个|项|件)")
_MANY = 10_000  # 解决30万农村人口: a count without a measure word
_NAMED = 4  # characters of a noun that is a name of its own
CLOSING = re.compile(
    r"(?:下一步|下步|(?:存在|主要)(?:的)?(?:困难|问题)|工作打算|接下来|今后|希望|请各|请广大|欢迎|以上|各责任单位|各牵头单位|各主办单位|各单位|各地各|各级|各位代表|郑重声明|免责声明|版权声明|猜你喜欢|热门推荐|标签:|市政府将|区政府将|县政府将|我们将|联系(?:人|电话)|附[:]|注[:]|特此|公示(?:时间|期)|如有异议|(?:监督|受理|咨询)电话|感谢)"
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of an unnumbered text: one item with the lines that belong to it, or words about the list (``is_item`` False).

    ``opens``: the words begin a list of another year, named in running text (2018年度4个项目全部完成:).
    """

    lines: list[Line]
    is_item: bool
    group: str | None = None
    opens: Heading | None = None


def parts_of(lines: Sequence[Line], *, reporting: bool) -> list[Part]:
    """The items of a list without numbers, and what surrounds them. ``reporting``: title or heading say that results are reported."""
    alone = sum(x.label is None and len(_clauses(x.text, "。!?")) > 1 for x in lines) == 1
    grouped = _with_belongings([x for line in lines for piece in _at_labels(line) for x in _without_overview(piece, alone)])
    grouped = _below_count(_behind_lead(_named_above(grouped)))
    bodies = [g for g in grouped if g.is_item]
    reporting = reporting or _said_to_report(grouped) or _reviews(bodies)
    few = len(bodies) <= 1
    together = _hang_together(bodies)
    chains = {id(g): _chained(g) for g in bodies if not _begins_list(g, bodies)}
    chained = any(c is not None for c in chains.values())
    apart = not together and any(len(_sentences_apart(g, reporting, False)) > 1 for g in bodies)
    found: list[Part] = []
    for part in grouped:
        cut = chains.get(id(part))
        if not part.is_item:
            found.append(part)
        elif cut is not None:
            found += cut
        elif chained and len(part.lines) == 1 and speaks_of_the_list(part.lines[0].plain):
            found.append(replace(part, is_item=False))
        else:
            found += [part] if together else _sentences_apart(part, reporting, few and not apart)
    return found


def _begins_list(part: Part, bodies: Sequence[Part]) -> bool:
    """Whether 其中 opens a list of paragraphs, of which this is the first: 其中,甲工程…;…。 ⏎ 乙项目…。 ⏎ 丙项目…。"""
    return len(bodies) >= _FEWEST and part is bodies[0] and part.lines[0].plain.startswith("其中")


def _named_above(grouped: list[Part]) -> list[Part]:
    """Items below a heading each, which is the name of what is promised (健身惠民工程 ⏎ 新建健身点25个。 ⏎ 进展情况:…), with that name as their first line."""
    heads = [i for i, g in enumerate(grouped) if g.group is not None and not g.is_item]
    held = [sum(g.is_item and g.group == grouped[i].group for g in grouped) for i in heads]
    named = sum(bool(_WORK.search(grouped[i].lines[-1].plain)) for i in heads)
    answered = all(any(x.label for x in g.lines) for g in grouped if g.is_item)
    if len(heads) < _FEWEST or any(n != 1 for n in held) or named < _MOSTLY * len(heads) or not answered:
        return grouped
    found: list[Part] = []
    for part in grouped:
        above = found[-1] if found and part.is_item else None
        if above is not None and not above.is_item and above.group is not None:
            found[-1] = Part([*above.lines, *part.lines], True)
        else:
            found.append(part)
    return found


def _behind_lead(grouped: list[Part]) -> list[Part]:
    """A list whose first paragraph begins with the words that count it, without these and what stands above: 7件实事具体包括:加强教育…。 ⏎ 加强文化…。"""
    for i, part in enumerate(grouped):
        line = part.lines[0]
        lead = _LEAD.match(line.plain)
        counted = _STATED.search(lead[0]) if lead else None
        if lead is None or counted is None or line.label is not None or lead.end() == len(line.plain):
            continue
        count = whole(counted[1])
        if count == 1 + sum(g.is_item for g in grouped[i + 1 :]) >= _MANY_SENTENCES:
            first = replace(part, lines=[_piece(line, lead.end(), len(line.text)), *part.lines[1:]], is_item=True)
            above = [replace(g, is_item=False) for g in grouped[:i]]
            return [*above, Part([_piece(line, 0, lead.end())], False), first, *grouped[i + 1 :]]
    return grouped


def _below_count(grouped: list[Part]) -> list[Part]:
    """A list below a heading that counts it, without what stands above and what is left below: 八大民生实事项目 ⏎ (eight lines) ⏎ 文/某报."""
    for i, part in enumerate(grouped):
        plain = part.lines[-1].plain
        counted = (
            _COUNTED_HEADING.search(plain) if len(plain) <= _SUMMED and not plain.endswith("。") and part.lines[-1].label is None else None
        )
        if counted is None:
            continue
        count = whole(counted[1]) or 0
        listed = [k for k, g in enumerate(grouped) if k > i and g.is_item]
        if len(listed) < count or count < _MANY_SENTENCES:
            continue
        rest = [grouped[k] for k in listed[count:]]
        if any(_own(x.plain) or names_a_work(x.plain) for g in rest for x in g.lines) or (not rest and i == 0):
            continue
        chosen = frozenset(listed[:count])
        return [g if k in chosen else replace(g, is_item=False) for k, g in enumerate(grouped)]
    return grouped


def _said_to_report(grouped: Sequence[Part]) -> bool:
    """Whether what surrounds the items says that things are done or under way."""
    return any(reports_result(x.plain) or announces(x.plain) for g in grouped if not g.is_item for x in g.lines)


def _reviews(bodies: Sequence[Part]) -> bool:
    """Whether sentences here and there speak of results (解决了3.6万名群众饮水问题) and none of what is intended: the rest report too."""
    said = [s.plain for g in bodies for s in _clauses(g.lines[0].text, "。!?")]
    reports = sum(reports_result(s) for s in said)
    return reports >= max(2, _SOME * len(said)) and not any(intends(s) for s in said)


def has_chain(text: Text) -> bool:
    """Whether a text holds a lead-in and the clauses that it counts."""
    return any((lead := _LEAD.match(s.plain)) and len(_listed(s.cut(lead.end()))) > 1 for s in _clauses(text, "。!?"))


def _listed(text: Text) -> list[Text]:
    """The parts of a list in running text: named in 《》, or parted by ；."""
    if text.plain.startswith("《") and text.plain.count("《") > 1:
        return [t for c in _clauses(text, "》") if (t := c.strip("、,;。和及")).plain]
    return _clauses(text, ";")


def _with_belongings(lines: Sequence[Line]) -> list[Part]:
    """Each paragraph with its labelled lines below it; headings and the words before the first and after the last item set apart."""
    found: list[Part] = []
    group: str | None = None
    started = False
    closed = _mostly_closed(lines)
    opening = _opening_label(lines)
    for index, line in enumerate(lines):
        if line.label is not None and line.label == opening:
            started = True
            found.append(Part([line], True, group))
        elif (line.label is not None and found and found[-1].is_item) or (
            found and found[-1].is_item and awaits_value(found[-1].lines[-1])
        ):
            found[-1].lines.append(line)
        elif (
            not _WORD.search(line.plain)
            or (not started and (_is_preface(line) or _is_of_all(lines, index)))
            or (closed and _is_unfinished_title(line, lines, index))
        ):
            found.append(Part([line], False))
        elif _is_group(lines, index, closed):
            group = line.plain
            started = True
            found.append(Part([line], False, group))
        elif started and not line.label and (CLOSING.match(line.plain) or _looks_ahead(line.plain) or _praises(lines, index)):
            found.append(Part([line], False))
        elif found and found[-1].is_item and _answers(found[-1].lines[-1], line):
            found[-1].lines.append(line)
        else:
            started = True
            found.append(Part([line], True, group))
    return found


def _at_labels(line: Line) -> list[Line]:
    """A line that holds several items, each from the label that opens it on: 任务目标:… 进展情况:… 任务目标:…"""
    label = line.label
    if label is None or vocabulary.label_role(label) not in ("commitment", "name") or line.plain.count(f"{label}:") < 2:
        return [line]
    starts = [0, *(m.start() for m in re.finditer(rf"(?<=[。;]){re.escape(label)}:", line.plain))]
    return [replace(_piece(line, a, b), label=label) for a, b in itertools.pairwise([*starts, len(line.text)])]


def _without_overview(line: Line, alone: bool) -> list[Line]:
    """A paragraph parted from the words about the whole list that it begins with: 33项民生工程中27项已完成。建成农村公路186公里。…

    ``alone``: no other paragraph holds sentences, so that this one is the list.
    """
    sentences = _clauses(line.text, "。!?")
    opens = alone and len(sentences) > 1 and speaks_of_the_list(sentences[0].plain) and not _own(sentences[0].plain)
    if line.label is not None or not (opens or _is_preface(line)) or has_chain(line.text):
        return [line]
    first = next((i for i, s in enumerate(sentences) if _own(s.plain) and not _counts_list(s.plain)), len(sentences))
    rest = sentences[first:]
    counted = sum(bool(_own(s.plain)) for s in rest)
    named = counted == len(rest) > 1 and all(names_a_work(s.plain) for s in rest)
    parts = [c for s in rest for c in _clauses(s, ";")]
    is_list = alone and len(parts) >= _MANY_SENTENCES and all(_own(c.plain) for c in parts)
    if first == 0 or (counted < _MANY_SENTENCES and not named and not is_list) or counted < _MOST * len(rest):
        return [line]
    cut = sum(len(s) for s in sentences[:first])
    return [_piece(line, 0, cut), _piece(line, cut, len(line.text))]


def _piece(line: Line, start: int, end: int) -> Line:
    text = line.text.cut(start, end)
    begin, stop = text.span()
    return replace(line, text=text, whole=None, marker=None, start=begin, end=stop)


def awaits_value(line: Line) -> bool:
    """Whether a line is a label whose value stands on the next one."""
    return line.label is not None and line.plain.strip("[]():").removesuffix("有") == line.label


def _looks_ahead(plain: str) -> bool:
    """Whether a text says what the list of another year will be: 2020年,全区还将继续办好12件民生实事."""
    return _THE_LIST.search(plain) is not None and intends(plain) and not _own(plain)


def _praises(lines: Sequence[Line], index: int) -> bool:
    """Whether the last paragraph is about the whole list and counts nothing: 随着一项项惠民工程落地,全区交出了一份民生答卷."""
    plain = lines[index].plain
    return index == len(lines) - 1 and announces(plain) and _THE_LIST.search(plain) is not None and not _own(plain)


def _opening_label(lines: Sequence[Line]) -> str | None:
    """The label that every item begins with, where that is how they are told apart: 【任务】…【工作进度】…【任务】…"""
    first = next((x.label for x in lines if x.label is not None), None)
    places = [i for i, x in enumerate(lines) if first is not None and x.label == first]
    begins = len(places) > 1 and vocabulary.label_role(first or "") in ("commitment", "name")
    return first if begins and all(lines[i - 1].label is not None for i in places[1:]) else None


def _is_unfinished_title(line: Line, lines: Sequence[Line], index: int) -> bool:
    """A line without full stop, where paragraphs have one, that heads the text or ends it: a title, the name of a site."""
    if (
        CLOSED.search(line.plain)
        or line.label
        or has_label(line.plain)
        or len(line.plain) > 40
        or (_own(line.plain) and not _counts_list(line.plain))
    ):
        return False
    above = all(not CLOSED.search(x.plain) or _is_preface(x) for x in lines[:index])
    return index == len(lines) - 1 or (above and speaks_of_the_list(line.plain)) or (above and index == 0)


def _counts_list(plain: str) -> list[tuple[int, int]]:
    """Where a text counts the commitments themselves, and not things of one sort: 18个项目累计完成投资, but not 20个建制村环境整治项目已完成15个."""
    return [m.span() for m in _COUNTS_LIST.finditer(plain) if not names_a_work(_ANY_WORK.sub("", m[0]))]


def _own(plain: str) -> list[Token]:
    """The quantities of a text that do not count the commitments themselves, nor say how many of a hundred those are."""
    places = _counts_list(plain)
    return [
        t
        for t in tokens(plain)
        if t.kind == "quantity"
        and (t.unit or t.value >= _MANY)
        and not any(a <= t.start < b or (t.unit == "%" and b <= t.start and not _PARTED.search(plain, b, t.start)) for a, b in places)
    ]


def _is_preface(line: Line) -> bool:
    """Words about the list before it begins."""
    plain = line.plain
    if has_label(plain) or has_chain(line.text):
        return False
    own = _own(plain)
    return (
        plain.endswith(":")
        or bool(_counts_list(plain[_dateline(plain) :][:40]))
        or (speaks_of_the_list(plain) and not own)
        or (not own and not names_a_work(plain) and len(plain) <= 40)
    )


def _is_of_all(lines: Sequence[Line], index: int) -> bool:
    """Whether a paragraph at the head speaks of the list or of how the news came, and those below do not: they are the list."""
    line, below = lines[index], [x for x in lines[index + 1 :] if x.label is None]
    if line.label is not None or has_label(line.plain) or has_chain(line.text) or len(below) < 2 or not _OF_ALL.search(line.plain):
        return False
    counted = any(not t.unit.endswith("元") for t in _own(line.plain))
    return not counted and sum(bool(_OF_ALL.search(x.plain)) for x in below) <= _SOME * len(below)


def _dateline(plain: str) -> int:
    """Where news begin behind the place, the day and the source: 中新网贵阳7月30日电 记者30日从省发展改革委获悉,…"""
    match = _NEWS.match(plain)
    return match.end() if match else 0


def _mostly_closed(lines: Sequence[Line]) -> bool:
    bodies = [x for x in lines if x.label is None and len(x.plain) > 12]
    return bool(bodies) and sum(bool(CLOSED.search(x.plain)) for x in bodies) >= 0.6 * len(bodies)


def _is_group(lines: Sequence[Line], index: int, closed: bool) -> bool:
    """A short line without full stop between paragraphs that end in one: 关键词 教育, 10个项目超额完成9月份节点目标."""
    line = lines[index]
    if (
        len(line.plain) <= _SUMMED
        and _SUMMARY.match(line.plain)
        and not has_chain(line.text)
        and (announces(line.plain) or reports_result(line.plain))
    ):
        return True
    if line.plain.endswith(":") and len(line.plain) <= _TOPIC and not line.label and not any(c.isdigit() for c in line.plain):
        return index + 1 < len(lines) and len(lines[index + 1].plain) > len(line.plain)
    if len(line.plain) > 30 or CLOSED.search(line.plain) or line.label or index + 1 >= len(lines):
        return False
    if not closed:
        return _WORK.search(line.plain) is not None and _is_answered(lines[index + 1 : index + 3])
    following = lines[index + 1]
    counts = any(start == 0 for start, _ in _counts_list(line.plain))
    return following.label is None and len(following.plain) > len(line.plain) and (counts or not any(c.isdigit() for c in line.plain))


def _is_answered(lines: Sequence[Line]) -> bool:
    """Whether two lines are a promise and its labelled result."""
    return (
        len(lines) > 1 and lines[0].label is None and lines[1].label is not None and vocabulary.label_role(lines[1].label) == "completion"
    )


def _answers(promise: Line, line: Line) -> bool:
    """Whether a paragraph reports on the one above it, which only promised."""
    if promise.label is None and _own(promise.plain) and not CLOSED.search(promise.plain) and line.plain.endswith("。"):
        return reports_result(line.plain) and not reports_result(promise.plain)
    return (
        promise.label is None
        and bool(re.match(r"(?:截[至止]|目前|已|上半年|完成情况|进展|累计)", line.plain))
        and reports_result(line.plain)
        and not reports_result(promise.plain)
    )


def _chained(part: Part) -> list[Part] | None:
    """The clauses of a paragraph that lead-ins count, one item each; None where there is no such chain."""
    (line, *rest) = part.lines
    if rest or not has_chain(line.text):
        return None
    found: list[Part] = []
    inside = False
    for sentence in _clauses(line.text, "。!?"):
        lead = _LEAD.match(sentence.plain)
        clauses = _listed(sentence.cut(lead.end())) if lead else []
        if lead and clauses and (len(clauses) > 1 or _own(clauses[0].plain)):
            inside = True
            found.append(
                replace(_part(line, sentence.cut(0, lead.end()), False, part.group), opens=_opened(line, sentence.cut(0, lead.end())))
            )
            found += [_part(line, c, True, part.group) for c in clauses]
        else:
            is_item = inside and bool(_own(sentence.plain)) and not speaks_of_the_list(sentence.plain) and not _counts_list(sentence.plain)
            found.append(_part(line, sentence, is_item, part.group))
    return found


def _opened(line: Line, lead: Text) -> Heading | None:
    """A lead-in as the heading of a list, where it names the list's year."""
    years = years_in(lead.plain)
    if not years or _SPAN_OF_YEARS.search(lead.plain):
        return None
    start, end = lead.span()
    kind = "delivery" if reports_result(lead.plain) else heading_kind(lead.plain) or "plan"
    return Heading(replace(line, text=lead, marker=None, start=start, end=end), years[-1], kind)


def _part(line: Line, text: Text, is_item: bool, group: str | None) -> Part:
    start, end = text.span()
    return Part([replace(line, text=text, whole=None, start=start, end=end)], is_item, group)


def _clauses(text: Text, marks: str) -> list[Text]:
    return [p for p in _cut(text, marks) if p.plain.strip("。;, ")]


def _cut(text: Text, marks: str) -> Iterator[Text]:
    """The text cut behind each of the marks, a closing quote or bracket going with it."""
    start = 0
    for i, c in enumerate(text.plain):
        if c in marks and i >= start:
            end = i + 1
            while end < len(text) and text.plain[end] in "”’」』)":
                end += 1
            yield text.cut(start, end)
            start = end
    if start < len(text):
        yield text.cut(start)


def _sentences_apart(part: Part, reporting: bool, few: bool) -> list[Part]:
    """The sentences of a paragraph, an item each, where each reports a result of its own; else the paragraph."""
    (line, *rest) = part.lines
    sentences = [s for s in _clauses(line.text, "。!?") if not _BYLINE.fullmatch(s.plain)]
    if rest or len(sentences) < 2:
        return _clauses_apart(part, few and not line.plain.startswith("其中"))
    reports = [reports_result(s.plain) for s in sentences]
    counts = [bool(_own(s.plain)) for s in sentences]
    reporting = reporting or sum(reports) >= _MOST * len(sentences)
    own = all(r or (reporting and c) for r, c in zip(reports, counts, strict=True)) and sum(counts) >= _MOSTLY * len(sentences)
    if own and not any(_goes_on(a.plain, b.plain) for a, b in itertools.pairwise(sentences)):
        return [_part(line, s, True, part.group) for s in sentences]
    return [part]


def _hang_together(bodies: Sequence[Part]) -> bool:
    """Whether the sentences of the paragraphs mostly go on about one thing: 新建卫生室15个。建成15个。"""
    pairs = [pair for p in bodies for pair in itertools.pairwise(s.plain for s in _clauses(p.lines[0].text, "。!?"))]
    return bool(pairs) and sum(related(a, b) for a, b in pairs) > 0.3 * len(pairs)


def related(left: str, right: str) -> bool:
    """Whether the second sentence counts again what the first counts, or counts without naming anything."""
    if _goes_on(left, right):
        return True
    again = {t.unit: _noun(right, t) for t in tokens(right) if t.kind == "quantity" and t.unit != "%"}
    for token in tokens(left):
        if token.kind == "quantity" and token.unit in again and token.unit != "%":
            noun = again[token.unit]
            if not noun or any(noun[i : i + 2] in left for i in range(len(noun) - 1)):
                return True
    return False


def _goes_on(left: str, right: str) -> bool:
    """Whether a sentence goes on about what the one before it names: 累计解决2585个, but not 累计支出救助资金1401万元 behind 启用停车场4个."""
    if not _CONTINUES.match(right):
        return False
    first = next(iter(_own(right)), None)
    noun = _noun(right, first) if first else ""
    return right.startswith("其中") or len(noun) < _NAMED or any(noun[i : i + 2] in left for i in range(len(noun) - 1))


def _noun(plain: str, token: Token) -> str:
    """The words around a number in its clause, without those that any clause may hold."""
    before = re.split(r"[,。;:、()]", plain[: token.start])[-1]
    after = re.split(r"[,。;:、()]", plain[token.end :], maxsplit=1)[0]
    return _WORN.sub("", _COUNTED.sub("", before + after))


def _clauses_apart(part: Part, few: bool) -> list[Part]:
    """A chain of clauses without a lead-in, where it is all there is: each counts something of its own."""
    (line, *rest) = part.lines
    clauses = _clauses(line.text, ";")
    if rest or not few or len(clauses) < 3 or not all(_own(c.plain) for c in clauses):
        return [part]
    return [_part(line, c, True, part.group) for c in clauses]
