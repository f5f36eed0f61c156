"""An item's paragraphs to its fields: what was promised, what was done, by when, by whom.

Labels decide where there are any; else the words that speak of results do (已, 截至, 累计, 完成率 …; vocabulary/cues.tsv).
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from pipelines.reports import vocabulary
from pipelines.reports.lines import NO_LABELS, Line
from pipelines.reports.matrix import beginning
from pipelines.reports.text import Text, joined
from pipelines.reports.wording import looks_like_departments

_WEAK = frozenset(
    [
        "承诺",
        "事项",
        "实事",
        "指标",
        "项目",
        "民生实事",
        "实事项目",
        "任务",
        "目标",
        "内容",
        "计划",
        "进展",
        "进度",
        "成效",
        "落实",
        "完成",
        "结果",
        "牵头",
        "配合",
        "主责",
        "协办",
        "名称",
        "状态",
        "说明",
        "备注",
        "时限",
    ]
)
# A word that each such label holds, so that other texts need no search for blanks.
_OF_WHOM = re.compile(
    "单位|部门|机构|主体|科室|处室|时限|时间|日期|期限|节点|领导|责任|负责|联系|电话|热线|牵头|配合|主责|主办|协办|分管|[市县区镇旗]长|经办|人$"
)
_ENDS = re.compile(r"[:\]]")
_LONGEST_LABEL = 40
_STOPS = ("。", ";", ",")
_OF_WHOM_AND_WHEN = vocabulary.OFFICES | {"deadline", "leader", "person", "contact"}
_LEADING = r"(?:按(?:照)?(?:各自)?(?:职责|职能)?(?:分工)?(?:职责)?(?:分别)?负责|(?:具体|共同|分别|组织)(?:负责|实施)|负责牵头|牵头负责|牵头|主办|负责|承办|主责|负总责)(?:实施|落实|推进|办理)?"
_HELPING = r"(?:具体)?(?:负责)?(?:落实|参与|配合|协助|协办|参加|会同|协同)(?:实施|落实|推进)?"
_VERB_FORM = re.compile(
    rf"(?:由)?(?P<lead>[\u4e00-\u9fff、,()]{{2,60}}?)(?:共同)?{_LEADING}(?:[,、;。](?P<support>[\u4e00-\u9fff、,()]{{2,120}}?){_HELPING})?[。;,]?"
)
# 由省教育厅牵头,省财政厅配合。 as the last sentence of a promise.
_VERB_SENTENCE = re.compile(
    r"(?:^|(?<=[。;\n]))(?:由[^。;\n]{2,60}?(?:牵头|负责|主办)|[省市区县州国各][^。;\n]{1,60}?(?:牵头|主办))[^。;\n]{0,130}[。;]?$"
)


_OPENS = re.compile(r"\(|\[(?=[省市区县州][\u4e00-\u9fff]{1,24}\]|(?:责任|牵头|主办|主责)(?:单位|部门):)")
_SURELY_OFFICE = re.compile("(?:局|委|办|厅|联|公司)$")
_WHEN = re.compile(
    r"(?:(?:19|20)\d\d年)?(?:\d{1,2}月(?:份|\d{1,2}日)?[底末]?|年[底末]|全年|[一二三四]季度末?)(?:之?前)?(?:完成|实施|建成|投用|推进|开展|办结|竣工)?"
)
_OFFICE = re.compile(
    r"(?!含|包括|如|即|原|由|不含|不包括)[\u4e00-\u9fff]{1,10}(?:局|委|办|厅|妇联|残联|工商联|管委会|委员会|开发区|街道办事处|各?街道|公司|中心)"
)


@dataclass(frozen=True, slots=True)
class FieldText:
    """A stretch of an item with its role (commitment, completion, lead, deadline …). ``row`` groups what stands in one table row.

    ``column`` names the table column where there is one; ``unit`` is the measure word that a header gives to bare numbers below it.
    """

    role: str
    text: Text
    row: int = 0
    column: str | None = None
    unit: str = ""


@cache
def _label_pattern() -> re.Pattern[str]:
    strong = vocabulary.label_expression(without=NO_LABELS, but=_WEAK)
    weak = vocabulary.alternation(list(_WEAK & vocabulary.labels().keys()))
    return re.compile(rf"[\[(]?(?P<strong>{strong})[\])]?(?:有)?:|\[(?P<framed>{strong}|{weak})\]:?|(?:^|(?<=[。;,(\n]))(?P<weak>{weak}):")


@cache
def _head_pattern() -> re.Pattern[str]:
    """A label without colon: alone on its line, or before a department."""
    words = vocabulary.label_expression(without=NO_LABELS | {"note"}, but=_WEAK)
    return re.compile(rf"[\[(]?(?P<label>{words})[\])]?(?:有)?(?P<rest>.*)$", re.DOTALL)


def _closing(plain: str, opening: int) -> int:
    """Position of the bracket that closes the one at ``opening``, or the end of the text."""
    depth = 0
    for i in range(opening, len(plain)):
        if plain[i] in "([":
            depth += 1
        elif plain[i] in ")]":
            depth -= 1
            if depth == 0:
                return i
    return len(plain)


def _are_offices(plain: str, *, short: bool = False) -> bool:
    """Whether a text is nothing but offices that need no place in front: 人社局、各开发区. ``short``: such as no site is called by, 局 and 委."""
    return all(_OFFICE.fullmatch(name) and (not short or _SURELY_OFFICE.search(name)) for name in re.split("[、,]", plain))


def _by_when(text: Text) -> tuple[Text, Text | None]:
    """A note of departments without the deadline that ends it (市园林局牵头,10月底前完成), and the deadline; None where there is none."""
    at = max(text.plain.rfind(mark) for mark in ",;")
    if at <= 0 or not _WHEN.fullmatch(text.plain, at + 1):
        return text, None
    return text.cut(0, at), text.cut(at + 1)


def _without_brackets(text: Text) -> tuple[Text, list[FieldText]]:
    """The text without its bracketed department notes, and the fields that these held: (牵头单位:市住建局;责任单位:…)."""
    fields: list[FieldText] = []
    kept: list[Text] = []
    plain = text.plain
    at = start = 0  # where to search on, and where the stretch begins that is kept
    while match := _OPENS.search(plain, at):
        opening = match.start()
        close = _closing(plain, opening)
        inner, due = _by_when(text.cut(opening + 1, close))
        head = _label_pattern().match(inner.plain) or _bare_label(inner.plain)
        verbs = None if head else _verbs(inner.plain)
        ends = close >= len(plain) - 2
        bare = (
            (ends or ((opening == 0 or plain[close + 1] in "。;") and _are_offices(inner.plain, short=True)))
            and looks_like_departments(inner.plain)
            and len(inner.plain) >= 3
            and (inner.plain[0] in "省市区县州各国" or _are_offices(inner.plain))
            and not looks_like_departments(
                plain[max(start - 1, plain.rfind(":", start, opening), plain.rfind("。", start, opening)) + 1 : opening]
            )
        )
        if head or verbs or bare:
            if head and "rest" in head.groupdict():
                fields.append(FieldText(vocabulary.label_role(head["label"]) or "lead", inner.cut(head.start("rest"))))
            elif head:
                fields += _split_labels(inner, None)
            elif verbs:
                fields += _verb_fields(inner, verbs)
            else:
                fields.append(FieldText("lead", inner))
            if due is not None:
                fields.append(FieldText("deadline", due))
            kept.append(text.cut(start, opening))
            start = close + 1
        at = close + 1
    if not fields:
        return text, fields
    last = text.cut(start)
    if len(last) > 1 or not kept:
        if last.plain[:1] in _STOPS:
            return joined([joined(kept, "\n"), last]), fields
        return joined([*kept, last], "\n"), fields  # the seam keeps a number before a bracket from taking its measure word behind it
    before = joined(kept, "\n")
    return (before if last.plain in _STOPS and before.plain[-1:] in _STOPS else joined([before, last])), fields


def _bare_label(plain: str) -> re.Match[str] | None:
    """A label glued to the departments behind it: (责任单位市住建局、各乡镇)."""
    head = _head_pattern().match(plain)
    found = head is not None and head["rest"] and vocabulary.label_role(head["label"]) in vocabulary.OFFICES
    return head if head is not None and found and looks_like_departments(head["rest"]) else None


def _verbs(plain: str) -> re.Match[str] | None:
    """The departments of 由省教育厅牵头,省财政厅配合 and 市教育局负责, where that is all that a text says."""
    match = _VERB_FORM.fullmatch(plain) if len(plain) <= 200 else None
    if match is None or not looks_like_departments(match["lead"]):
        return None
    return match if match["support"] is None or looks_like_departments(match["support"]) else None


def _without_verb_sentence(text: Text) -> tuple[Text, list[FieldText]]:
    """The text without a last sentence that only names who leads and who helps."""
    sentence = _VERB_SENTENCE.search(text.plain)
    verbs = _verbs(sentence[0]) if sentence else None
    if sentence is None or verbs is None:
        return text, []
    at = sentence.start()
    return text.cut(0, at).strip(), _verb_fields(text.cut(at), verbs)


def _verb_fields(text: Text, match: re.Match[str]) -> list[FieldText]:
    fields = [FieldText("lead", text.cut(*match.span("lead")))]
    if match["support"]:
        fields.append(FieldText("support", text.cut(*match.span("support"))))
    return fields


def _labels_in(plain: str) -> Iterator[re.Match[str]]:
    """The labels of a text in order: each ends in a colon or a bracket, so that only the few characters before one need a search."""
    done = 0
    for end in _ENDS.finditer(plain):
        stop = end.end()
        clause = max(plain.rfind(mark, done, stop - 1) for mark in "。;,\n")
        match = _label_pattern().search(plain, max(done, clause, stop - _LONGEST_LABEL, 0), stop)
        if match:
            done = match.end()
            yield match


def _between_blanks(text: Text) -> Iterator[tuple[int, int, str]]:
    """Labels without colon, told by the blanks of the source around them: 承办单位　州交通运输局　协办单位　各县."""
    if _OF_WHOM.search(text.plain) is None:
        return
    cuts = [0, *text.gaps()]
    for begin, end in itertools.pairwise(cuts):
        name = text.plain[begin:end]
        if len(name) <= _LONGEST_LABEL and _spaced_label().fullmatch(name) and vocabulary.label_role(name) in _OF_WHOM_AND_WHEN:
            yield begin, end, name


@cache
def _spaced_label() -> re.Pattern[str]:
    return re.compile(vocabulary.label_expression(without=NO_LABELS, but=_WEAK))


def _split_labels(text: Text, default: str | None) -> list[FieldText]:
    """A text cut at its labels; what stands before the first has the role ``default``."""
    fields: list[FieldText] = []
    role, start = default, 0
    found = [(m.start(), m.end(), m["strong"] or m["framed"] or m["weak"]) for m in _labels_in(text.plain)]
    for begin, end, label in sorted([*found, *_between_blanks(text)]):
        if begin < start:
            continue
        part = text.cut(start, begin)
        if part.plain.strip():
            fields.append(_in_prose(role, part))
        role, start = vocabulary.label_role(label), end
    part = text.cut(start)
    if part.plain.strip() or (role and role != default):
        fields.append(_in_prose(role, part))
    return [
        g
        for f in fields
        for g in _without_matrix(
            f if f.role in ("commitment", "completion", "body") else FieldText(f.role, _unframed(f.text), column=f.column)
        )
    ]


def _in_prose(role: str | None, text: Text) -> FieldText:
    """A labelled stretch: what columns of tables hold too (项目名称:…, 完成率:106%) counts as promise and result."""
    if role in ("ratio", "progress"):
        return FieldText("completion", text, column=role)
    return FieldText("commitment" if role == "name" else role or "body", text)


def _unframed(text: Text) -> Text:
    """A value without the marks around it; a bracket that belongs to the last name stays: 各镇(街道、场)."""
    text = text.strip(" ;,。")
    while text.plain[-1:] == ")" and text.plain.count(")") > text.plain.count("("):
        text = text.cut(0, len(text) - 1).strip(" ;,。")
    while text.plain[:1] == "(" and text.plain.count("(") > text.plain.count(")"):
        text = text.cut(1).strip(" ;,。")
    return text


def _without_matrix(field: FieldText) -> list[FieldText]:
    """A department list that runs into a flattened table of numbers, and that table as what was done."""
    at = beginning(field.text) if field.role in vocabulary.OFFICES else None
    if at is None:
        return [field]
    return [replace(field, text=field.text.cut(0, at)), FieldText("completion", field.text.cut(at).strip())]


def labelled(lines: list[Line]) -> list[FieldText]:
    """The paragraphs of an item as fields; unlabelled text has the role ``body``."""
    fields: list[FieldText] = []
    open_role: str | None = None
    for line in lines:
        text, bracketed = _without_brackets(line.text)
        text, spoken = _without_verb_sentence(text)
        bracketed += spoken
        if not text.plain.strip():
            fields += bracketed
            continue
        parts = [g for f in _split_labels(text, None) for g in (_offices_and_when(f) if f.role in vocabulary.OFFICES else [f])]
        if parts[0].role == "body":
            parts = _headless(parts, open_role) + parts[1:]
        elif not parts:
            continue
        fields += parts + bracketed
        last = parts[-1]
        if last.role == "commitment" and last.text.plain:
            open_role = "said commitment"  # what stands below a promise that is said is no longer the promise
            continue
        open_role = (
            last.role if last.role != "body" else open_role if open_role in ("completion", "commitment", "said commitment") else None
        )
        if last.role in vocabulary.OFFICES | {"deadline", "leader", "person", "next", "note"} and last.text.plain:
            open_role = last.role if last.role in ("next",) else f"after {last.role}"
    return [f for f in fields if f.text.plain]


@cache
def _office_label() -> re.Pattern[str]:
    words = [w for w, role in vocabulary.labels().items() if role in vocabulary.OFFICES]
    return re.compile(rf"[\[(]?(?P<label>{vocabulary.alternation(words)})[\])]?(?:有)?:")


def offices(field: FieldText) -> list[FieldText]:
    """A list of departments, as a cell or a label holds it, parted at the labels inside it: 牵头单位:区民政局;配合单位:区残联."""
    plain = field.text.plain
    found = list(_office_label().finditer(plain))
    starts = [(0, field.role), *((m.end(), vocabulary.label_role(m["label"]) or field.role) for m in found)]
    ends = [*(m.start() for m in found), len(plain)]
    if not found:
        return _spoken(field)
    parts = [replace(field, role=role, text=field.text.cut(a, b).strip(" ,;、。\n")) for (a, role), b in zip(starts, ends, strict=True)]
    return [g for f in parts if f.text.plain for g in _spoken(f)]


def _offices_and_when(field: FieldText) -> list[FieldText]:
    """A labelled list of departments and the deadline that ends it: 责任单位:县交通局,10月底前完成."""
    text, due = _by_when(field.text.strip("。;"))
    return [*offices(replace(field, text=text) if due is not None else field), *([FieldText("deadline", due)] if due is not None else [])]


def _spoken(field: FieldText) -> list[FieldText]:
    """A label of departments whose value says in a sentence who leads and who helps: 部门分工:省教育厅牵头,省财政厅配合。"""
    verbs = _verbs(field.text.plain) if field.role in vocabulary.OFFICES else None
    return _verb_fields(field.text, verbs) if verbs else [field]


def _headless(parts: list[FieldText], open_role: str | None) -> list[FieldText]:
    """The role of a paragraph's unlabelled beginning: a label without colon, the value of a label on the line before, or body."""
    first = parts[0]
    plain = first.text.plain
    head = _head_pattern().match(plain)
    if head:
        role = vocabulary.label_role(head["label"]) or ""
        if not head["rest"]:
            return [FieldText(role, first.text.cut(len(plain)))]
        if role in vocabulary.OFFICES and looks_like_departments(head["rest"]):
            return [FieldText(role, first.text.cut(head.start("rest")))]
    if open_role and not open_role.startswith("after "):
        return [first if open_role == "said commitment" else replace(first, role=open_role)]
    if open_role and looks_like_departments(plain) and open_role.removeprefix("after ") in vocabulary.OFFICES:
        return [FieldText(open_role.removeprefix("after "), first.text.strip("。;,"))]
    return [first]
