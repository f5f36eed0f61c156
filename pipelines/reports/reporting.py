"""Whether a section promises or reports, and where its items pass from promise to result: decided by all of its items together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.reports.fields import FieldText
from pipelines.reports.lines import CLOSED, Line
from pipelines.reports.paragraphs import related
from pipelines.reports.text import Text
from pipelines.reports.wording import announces, begins_with_verb, intends, promises, reports_result

_FEW = 4
_SELDOM = 0.25
_SOME = 0.15
_MOSTLY = 0.8
_TITLE = 14
_NAMED = 3  # characters of a name
_PROMISED = 3  # sentences that the promise takes at most
_RESULT_CELL = re.compile(r"(?:已|累计|实际|全部|超额)(?:完成|建成|完工|开工|竣工|新增|改造)|已|未|正在|尚未|(?P<weak>完成)\d")
_ENDS_CELL = re.compile(r"[\w)”》%。]")
_FIGURE = re.compile(r"(?<![\d.])(?P<figure>\d{1,9}(?:\.\d{1,4})?)(?![\d.%年月日岁])")
_FIGURES, _UNEVEN, _MANY = 6, 3, 0.4  # figures at least; digits without noughts at the ends; share of the figures
_DIGIT = re.compile(r"\d")
_NAME_ONLY = re.compile(r"[^\d,;。]{4,30}(?:工程|项目|行动|计划)。?")  # 农村危桥改造工程项目。
_STATUS = re.compile(r"\((?:已|全部|超额|提前|基本)?(?:完成|完工|竣工|建成|办结|达标)(?:任务|目标)?\)$")
_CALLED = re.compile("(?:项目|工程|行动)$")
_SO_FAR = re.compile("目前|截[至止]")
_NOW = re.compile("目前|正在|已")
_INTENDS = re.compile(
    r"(?:将|拟|计划)(?:继续|重点|实施|办|围绕|着力|完成|安排|投入|推进)|(?:如下|分别|具体)(?:为|是)?[:。]$|确定了?(?!的)[^。;]{0,20}[:。]$"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """How the items of a section are to be read.

    ``kind`` is delivery or plan, None where each item shows for itself; ``splits_at`` the number of sentences before the result, where most items
    agree on it; ``reports_below``: items have the result in the paragraph below the promise; ``is_titled``: the first sentence is the item's name
    and part of what it reports; ``is_answered``: most items are a promise and its result, so that one without a result only promises;
    ``is_restated``: what is behind the first sentence is an account of it in its words; ``is_assumed``: no word decides the kind, only how uneven the figures are.
    """

    kind: str | None
    splits_at: int | None
    reports_below: bool
    is_titled: bool = False
    is_answered: bool = False
    is_assumed: bool = False
    is_restated: bool = False


def sentences(text: Text) -> list[Text]:
    """The text cut after each full stop."""
    parts, start = [], 0
    for match in re.finditer(r"[。!?](?:[”’」』)]*)", text.plain):
        parts.append(text.cut(start, match.end()))
        start = match.end()
    if start < len(text):
        parts.append(text.cut(start))
    return parts


def first_result(text: Text, *, strongly: bool = False) -> int | None:
    """Index of the first sentence that speaks of something done, or None."""
    return _first(sentences(text), strongly=strongly)


def _first(parts: Sequence[Text], *, strongly: bool = False) -> int | None:
    return next((i for i, s in enumerate(parts) if reports_result(s.plain, strongly=strongly)), None)


def reading(items: Sequence[list[FieldText]], stated: str | None, preface: Sequence[Line], *, is_titled: bool = False) -> Reading:
    """The reading of a section's items; ``stated`` is the kind that headings and title name, ``preface`` what is said before the items, and
    ``is_titled`` whether a title stands above them: without a word of results it names what is to be done.
    """
    splits_at = None if stated == "plan" else _splits_at(items)
    restated = stated != "plan" and splits_at is None and _restated(items)
    splits_at = 1 if restated else splits_at
    below = stated != "plan" and _second_reports(items)
    kind = stated
    if splits_at == 1 and not below and _titled(items):
        return Reading("delivery", None, False, True)
    if kind is None and splits_at is None and not below:
        kind = "delivery" if _preface_reports(preface) else _majority(items)
    assumed = kind == "plan" and stated is None and not is_titled and _uneven(items)
    kind = "delivery" if assumed else kind
    return Reading(
        kind,
        splits_at,
        below,
        is_answered=kind == "delivery" and _answered(items) and not _titled(items),
        is_assumed=assumed,
        is_restated=restated,
    )


def _preface_reports(preface: Sequence[Line]) -> bool:
    """Whether the overview says that things are done (125个小项中57个已完成) and not, after that, what is intended."""
    said = [s.plain for line in preface for s in sentences(line.text)]
    done = max((i for i, s in enumerate(said) if reports_result(s) or announces(s)), default=-1)
    intended = max((i for i, s in enumerate(said) if _INTENDS.search(s)), default=-1)
    return done >= max(intended, 0)


def _bodies(fields: list[FieldText]) -> list[FieldText]:
    return [f for f in fields if f.role == "body"]


def _paragraphs(fields: list[FieldText]) -> list[FieldText]:
    """The promise where a label names it, and what stands unlabelled behind it; else all that is unlabelled."""
    said = next((i for i, f in enumerate(fields) if f.role == "commitment"), None)
    return _bodies(fields) if said is None else [fields[said], *_bodies(fields[said:])]


def _majority(items: Sequence[list[FieldText]]) -> str | None:
    """A section without heading is what most of its items are: where some report, those without such words (建成52个) report too.

    Where hardly one does, those that seem to (主体基本完工) say what is intended. None where items are divided into promise and result.
    """
    if any(f.role == "completion" for fields in items for f in fields) or not items:
        return None
    firsts = [[first_result(b.text) for b in _bodies(fields)] for fields in items]
    reporting = sum(any(at is not None for at in f) for f in firsts)
    if reporting <= _SELDOM * len(items) and not _surely(items, reporting >= max(2, _SOME * len(items))):
        return "plan" if len(items) >= _FEW else None
    wholly = sum(bool(f) and f[0] == 0 for f in firsts)
    return "delivery" if wholly >= 0.5 * reporting else None


def _uneven(items: Sequence[list[FieldText]]) -> bool:
    """Whether the figures of a list that no word speaks for are those of a count (救助55.75万人次) and not round ones as a plan sets them."""
    texts = [f.text.plain for fields in items for f in fields if f.role == "body"]
    if any(f.role != "body" for fields in items for f in fields) or any(intends(t) or promises(t) or reports_result(t) for t in texts):
        return False
    figures = [m["figure"].replace(".", "").strip("0") for t in texts for m in _FIGURE.finditer(t)]
    return len(figures) >= _FIGURES and sum(len(f) >= _UNEVEN for f in figures) >= _MANY * len(figures)


def _surely(items: Sequence[list[FieldText]], some: bool) -> bool:
    """Whether an item speaks of a result as no plan does (已全部完成), or ``some`` of them as plans seldom do, and none of what is intended."""
    texts = [b.text.plain for fields in items for b in _bodies(fields)]
    return (some or any(reports_result(t, strongly=True) for t in texts)) and not any(intends(t) for t in texts)


def _splits_at(items: Sequence[list[FieldText]]) -> int | None:
    """After how many sentences the items of a section mostly pass to their result; None where they do not agree."""
    found: list[int] = []
    for fields in items:
        bodies = _bodies(fields)
        parts = sentences(bodies[0].text) if len(bodies) == 1 else []
        if len(parts) > 1:
            at = _first(parts)
            found.append(1 if at is None and related(parts[0].plain, parts[1].plain) else -1 if at is None else at)
    if len(found) < 2 or len(found) < 0.5 * len(items):
        return None
    place, count = Counter(found).most_common(1)[0]
    return place if place > 0 and count >= 0.5 * len(found) else None


def _restated(items: Sequence[list[FieldText]]) -> bool:
    """Whether most items say again, in what is behind their first sentence, what that one names: a promise and an account of it without its words."""
    parts = [[s.plain for s in sentences(b[0].text)] for fields in items if len(b := _bodies(fields)) == 1]
    if len(parts) < _FEW or any(len(p) < 2 for p in parts):
        return False
    promising = sum(not reports_result(p[0], strongly=True) for p in parts)
    reporting = sum(any(reports_result(s) for s in p[1:]) for p in parts)
    named = sum(_common(p[0], "".join(p[1:])) >= _NAMED for p in parts)
    return promising >= _MOSTLY * len(parts) and reporting >= 0.5 * len(parts) and named >= 0.6 * len(parts)


def _common(left: str, right: str) -> int:
    """The length of the longest name of a few characters that two texts share."""
    return next(
        (n for n in (6, 5, 4, 3) if any(left[i : i + n] in right for i in range(len(left) - n + 1) if left[i : i + n].isalpha())), 0
    )


def _answered(items: Sequence[list[FieldText]]) -> bool:
    """Whether most items of a section are a promise with its result behind it, in one paragraph."""
    places = [first_result(b[0].text) for fields in items if len(b := _bodies(fields)) == 1]
    return sum(bool(at) for at in places) >= 0.5 * len(items) if items else False


def _titled(items: Sequence[list[FieldText]]) -> bool:
    """Whether the first sentences only name the items: 农村电网改造。建设电网线路587.8公里,…, but not 改造100所学校。"""
    firsts = [sentences(b[0].text)[0].plain.rstrip("。") for fields in items if len(b := _bodies(fields)) == 1]
    named = sum(
        len(f) <= _TITLE and not _DIGIT.search(f) and (_CALLED.search(f) or not begins_with_verb(f)) and not reports_result(f)
        for f in firsts
    )
    return len(firsts) == len(items) and named >= _MOSTLY * len(firsts)


def _second_reports(items: Sequence[list[FieldText]]) -> bool:
    """Whether the items of a section mostly are a promise and, in the next paragraph, its result."""
    bodies = [b for fields in items if len(b := _paragraphs(fields)) > 1]
    reporting = sum(any(reports_result(f.text.plain) for f in b[1:]) for b in bodies)
    return len(bodies) >= 2 and len(bodies) >= 0.6 * len(items) and reporting >= len(bodies) / 3


def parted_by_blanks(items: list[list[FieldText]]) -> list[list[FieldText]]:
    """Items whose promise and result were two cells of a row, of which the blank between them is left: 开发岗位400个　完成436个,完成率109%.

    All of a section's items are parted so if most of them can be.
    """
    places = [_blank_before_result(fields) for fields in items]
    if sum(at is not None for at in places) < max(2, _MOSTLY * len(items)):
        return items
    return [fields if at is None else _parted(fields[0], at) for fields, at in zip(items, places, strict=True)]


def _blank_before_result(fields: list[FieldText]) -> int | None:
    if len(fields) != 1 or fields[0].role != "body":
        return None
    text = fields[0].text
    found = [i for i in text.gaps() if _RESULT_CELL.match(text.plain, i) and _ENDS_CELL.match(text.plain, i - 1)]
    if len(found) != 1 or reports_result(text.plain[: found[0]]):
        return None
    match = _RESULT_CELL.match(text.plain, found[0])
    names_only = match is not None and match["weak"] and not _DIGIT.search(text.plain[: found[0]])  # 教育惠民　完成3所学校改造
    return None if names_only else found[0]


def _parted(field: FieldText, at: int) -> list[FieldText]:
    return [replace(field, role="commitment", text=field.text.cut(0, at)), replace(field, role="completion", text=field.text.cut(at))]


def divided(fields: list[FieldText], reading: Reading) -> list[FieldText]:
    """The fields of an item with its unlabelled text as commitment or completion."""
    bodies = _bodies(fields)
    said = next((i for i, f in enumerate(fields) if f.role == "commitment"), None)
    reports = reading.reports_below or any(reports_result(b.text.plain) for b in bodies)
    if bodies and any(f.role == "completion" for f in fields):
        below = [f for f in bodies[1:] if reports_result(f.text.plain)]  # what was spent, above the line that says how far the work is
        return [replace(f, role="completion" if f in below else "commitment") if f.role == "body" else f for f in fields]
    if not bodies or (said is not None and not reports):
        return [replace(f, role="commitment") if f.role == "body" else f for f in fields]
    result: list[FieldText] = []
    reached = False
    for place, field in enumerate(fields):
        if field.role != "body" or (said is not None and place < said):
            result.append(replace(field, role="commitment") if field.role == "body" else field)
            continue
        at = 0 if reached or said is not None else _result_at(field, reading, bodies)
        if at is None:
            result.append(replace(field, role="commitment"))
            continue
        reached = True
        cut = sum(len(p) for p in sentences(field.text)[:at])
        if cut:
            result.append(replace(field, role="commitment", text=field.text.cut(0, cut)))
        result.append(replace(field, role="completion", text=field.text.cut(cut)))
    if reached or reading.kind != "delivery" or (reading.is_answered and not any(reports_result(b.text.plain) for b in bodies)):
        return result
    return _with_result(result, said is not None)


def _result_at(field: FieldText, reading: Reading, bodies: Sequence[FieldText]) -> int | None:
    """The sentence of a paragraph that its result begins with; None where it only promises."""
    if reading.is_titled:
        return 0
    parts = sentences(field.text)
    if reading.is_restated and len(bodies) == 1 and len(parts) > 1 and not reports_result(parts[0].plain, strongly=True):
        return 1
    opens = len(bodies) > 1 and field is bodies[0]
    if opens and _STATUS.search(field.text.plain) and not reports_result(_STATUS.sub("", field.text.plain)):
        return None  # 新建口袋公园20个(已完成), and below it what was built
    named = opens and reading.reports_below and not CLOSED.search(field.text.plain)
    at = _first(parts, strongly=named or reading.kind == "plan")
    planned = max((i + 1 for i, s in enumerate(parts[:_PROMISED]) if promises(s.plain)), default=0)
    if reading.kind != "plan" and 0 < planned < len(parts):
        at = at if at is not None and at < planned else planned
    if field is not bodies[0] and (at or (at is None and (reading.kind == "delivery" or reading.reports_below))):
        named = field is bodies[1] and _NAME_ONLY.fullmatch(bodies[0].text.plain) is not None
        told = bool(at) and not _NOW.search(parts[0].plain) and (intends(parts[0].plain) or _SO_FAR.match(parts[at or 0].plain) is not None)
        return at if named and told else 0  # a paragraph below the promise reports as a whole
    later = reading.splits_at if len(bodies) == 1 and reading.splits_at else 0
    if (
        at is not None
        and at < later < len(parts)
        and reports_result(parts[later].plain)
        and not reports_result(parts[at].plain, strongly=True)
    ):
        return later  # 棚户区改造开工2886套。已开工2886套: what the others promise first this one does too
    if at is None and reading.splits_at and len(bodies) == 1 and len(sentences(field.text)) > reading.splits_at:
        return reading.splits_at
    return at


def _with_result(fields: list[FieldText], is_said: bool) -> list[FieldText]:
    """An item of a list of results that no word marks as one: its last paragraph, or all of it, is the result."""
    done = [i for i, f in enumerate(fields) if f.role == "commitment"]
    if len(done) > 1 or (done and not is_said):
        fields[done[-1]] = replace(fields[done[-1]], role="completion")
    return fields
