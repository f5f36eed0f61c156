"""Names of departments out of a list as written: separators removed, names kept whole."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from pipelines.reports.model import Department
from pipelines.reports.text import Text
from pipelines.reports.wording import looks_like_departments

_SHORTEST = 3  # 办公室 behind a blank is the rest of a name, 金川镇政府 another
_SEPARATORS = "、,;/\n "
# 各乡、镇人民政府 is one name: the first half alone says nothing.
_HALF = re.compile(r"各(?:有关|相关)?[乡镇市县区州盟旗]$")
_PARTY_HALF = re.compile(r"各(?:有关|相关)?[乡镇街市县区旗]{1,2}(?:\([乡镇街道]{1,2}\))?党委$")  # 各镇党委、政府
_SHARED_HALF = re.compile(r"各[区县市乡镇]、[区县市乡镇]$")
_RUN_TOGETHER = re.compile(r"(?<=[局委办厅院会队司道镇府处])(?=[市区县省州各](?!区|级|民|域|委|政府?$))")
_NOT_A_NAME = re.compile(r"^(?:无|-+|/|—+|\(姓名\)|等|和|及)?$")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEADS, _HELPS = re.compile("牵头|主办|主责"), re.compile("配合|参与|协助|协办")
_SURNAME = "[王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤]"
# 市园林局(张建国), 市教育局局长王志强: who answers for it is left out.
_PERSON = re.compile(
    rf"\({_SURNAME}[\u4e00-\u9fff]{{0,1}}[^镇乡街区县市村园\W\d]\)$|(?<=[局委办厅会院心])(?:局长|主任|书记|院长|会长|主席|部长)?{_SURNAME}[\u4e00-\u9fff]{{1,2}}$"
)
_TRAILING_VERB = re.compile(r"(?:负责)?(?:牵头|配合|参与|协助|落实|负责)$|\((?:牵头|主办|主责|配合|协办)(?:单位|部门)?\)$")


def _shares_its_ending(piece: str) -> bool:
    """各供热、燃气企业: the first half has no ending of its own."""
    return piece.startswith("各") and len(piece) <= 5 and (not looks_like_departments(piece) or _SHARED_HALF.match(piece) is not None)


def _pieces(text: Text, length: int) -> list[tuple[int, int]]:
    plain = text.plain[:length]
    gaps = [i for i in text.gaps() if i < length]
    apart = {
        a
        for a, b in itertools.pairwise([*gaps, length])
        if looks_like_departments(plain[a:b]) and (b - a > _SHORTEST or (b - a == _SHORTEST and plain[b - 1] in "局委厅街镇乡"))
    }
    pieces, start, depth = [], 0, 0
    for i, c in enumerate(plain):
        if i in apart and depth == 0 and i - start > 2 and looks_like_departments(plain[start:i]):
            pieces.append((start, i))
            start = i
        if c in "([":
            depth += 1
        elif c in ")]":
            depth = max(0, depth - 1)
        elif c in _SEPARATORS and depth == 0:
            if (
                c == "、"
                and not plain.startswith("各", i + 1)
                and (_HALF.search(plain[start:i]) or _PARTY_HALF.search(plain[start:i]) or _shares_its_ending(plain[start:i]))
            ):
                continue
            pieces.append((start, i))
            start = i + 1
    pieces.append((start, len(plain)))
    return pieces


def _run_together(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """A name, or the names that stand in it without anything between: 市住建局市商务局."""
    if end - start < 8:
        return [(start, end)]
    cuts = [start, *(m.start() for m in _RUN_TOGETHER.finditer(plain, start, end) if m.start() > start), end]
    parts = list(itertools.pairwise(cuts))
    return parts if all(b - a >= 3 for a, b in parts) else [(start, end)]


def departments(text: Text, role: str) -> list[Department]:
    """Departments of a list, in order. ``role`` is lead or support, where no name says its own: 区城管局(牵头)、区住建局, 区教委,区残联配合.

    A verb behind names that only 、 parts is said of all of them. Where one leads, those that say nothing help it.
    """
    plain = text.plain.rstrip("。;,. ")
    found: list[Department] = []
    own: list[str | None] = []
    group = 0  # the first name that a verb at the end of this group is said of
    for start, end in (p for piece in _pieces(text, len(plain)) for p in _run_together(plain, *piece)):
        piece = text.cut(start, end)
        if start and plain[start - 1] in ",;\n":
            group = len(found)
        name = piece.strip("。;,.:() ") if piece.plain.count("(") != piece.plain.count(")") else piece.strip("。;,.: ")
        if not _HAN.search(name.plain):
            continue
        person = _PERSON.search(name.plain)
        if person and person.start() >= _SHORTEST:
            name = name.cut(0, person.start())
        verb = _TRAILING_VERB.search(name.plain)
        if verb and verb.start() >= 2:
            name = name.cut(0, verb.start())
        said = ("support" if _HELPS.search(verb[0]) else "lead" if _LEADS.search(verb[0]) else None) if verb else None
        if _NOT_A_NAME.match(name.plain):
            continue
        begin, stop = name.span()
        found.append(Department("lead" if role == "lead" else "support", name.surface, len(found) + 1, begin, stop))
        own.append(said)
        if said and verb and not verb[0].startswith("("):
            own[group:] = [o or said for o in own[group:]]
    rest = "support" if "lead" in own else role
    return [replace(d, role="lead" if (o or rest) == "lead" else "support") for d, o in zip(found, own, strict=True)]
