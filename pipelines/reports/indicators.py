"""What a quantity counts: the words around the number, within its clause."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipelines.reports.tokens import Token, clause_start

_LISTING = frozenset("、和与及")
_BOUNDARY = ",。;:!?\n"
_CLOSING = re.compile(r"[,。;:!?、()\n]")
_COMPARATOR_TAIL = re.compile(
    r"(?:不少于|不低于|不小于|不超过|不高于|至少|超过|突破|达到|达|(?<![节预契签合特制简条])约|(?<![附最就邻远靠相临])近|超|逾|控制在|保持在|力争|共计|合计|总计|共|为|的|各|有|增至|提高到|提升至|提高至|降至|降到|增加到|提升到|下降到|下降至|缩短至|缩短到|不止|将近|大约|最少|最多|不得少于|大于|≥|≤)+$"
)
_LEAD_WORDS = re.compile(
    r"^(?:\d{1,2}[.、](?=[\u4e00-\u9fff])|[①-⑳≥≤><]|(?:19|20)\d\d年(?:\d{1,2}月(?:\d{1,2}日)?)?[底末]?(?:之?前|内)?|\d{1,2}月(?:\d{1,2}日)?[底末]?(?:之?前)?|年[底末](?:之?前)?|[、和与及]|其中|全年|年内|今年|上半年|已|共|继续|持续|进一步|积极|推动|促进|加快|推进|确保|实现|保持|力争|计划|要|将|完成(?=[\u4e00-\u9fff]{4,}(?:建设|改造|整治|提升|任务)?$)|每季度|每月|每年|并|还|同时|全[市区县省](?:各)?(?!累计|共|总)|为[区辖][内区]|(?<=,)以|另)+"
)
_VERB = re.compile(
    r"^(?:新建|改建|扩建|改扩建|续建|新增设?|增设|增加|建成|建设|建立|建改|建|添|改造?|打造|打通|创建|完成|开展|举办|组织|培训|安装|更新|整治|治理|提升|发放|新签约|签约|新培训|改扩|设立|设置|布设|铺设|拆除?|启动|启用|引进|扶持|惠及|购置|采购|配备|配置|修建|修复|栽植|种植|清理|清淤|救助|资助|检修|投放|为|向|对)"
)
_FROM, _RISES = (
    re.compile(r"(?:由|从)(?:原来的|目前的|现在的)?[^,。;\d]{0,6}$"),
    re.compile(r"[^,。;\d]{0,4}(?:提高|增加|增长|提升|扩大|降低?|下降|减少|上调|扩容|升|增)(?:到|至|为)"),
)
_HELD, _LOWERS = re.compile(r"(?:力争|确保)?(?:控制|保持|稳定)在?"), re.compile("^(?:降低|提高|控制|保持|稳定)")
_LONGEST = 20
_ADJECTIVES = re.compile(r"[^,。;:!?、()\n\d]{2,12}(?:、[^,。;:!?、()\n\d的]{2,12}){1,5}的(?P<noun>[^,。;:!?、()\n\d]{2,20})")


def indicator(plain: str, token: Token, before: Token | None, after: Token | None, inherited: str) -> tuple[str, str]:
    """The phrase that a quantity counts, and its verb for the quantities that follow in the same run.

    Words before the number back to the clause's start or the number before; where the number stands before its noun, the noun after it
    too: 新签约|1600张|养老家庭照护床位.
    """
    start = clause_start(plain, token.start, _BOUNDARY)
    joins = before is not None and before.end > start
    if before is not None and before.end > start:
        start = before.end
    left = plain[start : token.start]
    left = _COMPARATOR_TAIL.sub("", left.rstrip("( "))
    listed = joins and left[-1:] in _LISTING  # 2个职工之家、|20个|暖心驿站: what stands between belongs to the number before
    left = "" if listed else left.lstrip("、和与及() ")
    left = re.sub(r"^(?:及?以[上下内]|左右|上下)[、,]?", "", left)
    left = _LEAD_WORDS.sub("", left)
    closing = _CLOSING.search(plain, token.end, token.end + 80)
    stop = closing.start() if closing else min(len(plain), token.end + 80)
    if after is not None and token.end < after.start < stop:
        stop = after.start
        tail = re.search(r"(?:不少于|至少|约|近|超|共|达|不低于)$", plain[token.end : stop])
        stop -= len(tail[0]) if tail else 0
    right = _described(plain, token.end, after) or plain[token.end : stop]
    right = re.sub(r"^(?:及?以上|以内|左右|以下|的)+|^[和与及、]+$", "", right)
    if (left.endswith("等") and len(right) >= 3) or (left.count("、") >= 2 and len(right) >= 4):
        left = ""  # 柳荫公园、…沿线绿地等|4处|全龄友好型公园改造提升: the noun behind says what the names are
    verb_match = _VERB.match(left)
    verb = verb_match[0] if verb_match else ""
    phrase = left + right if left in ("", verb) or (right and len(right) >= 2 and not left.endswith("率")) else left
    if not phrase:
        phrase = _raised(plain, token, before) or _clause_before(plain, token)
    if joins and not verb and inherited and phrase and not phrase.endswith(("率", "度")) and inherited not in ("为", "向", "对"):
        phrase = inherited + phrase
        verb = inherited
    return _balanced(phrase.strip("\"'() ")), verb


def _raised(plain: str, token: Token, before: Token | None) -> str:
    """What rises from one number to the next: 自来水普及率 of 自来水普及率由92%提高到95%."""
    if before is None or before.unit != token.unit or not _RISES.fullmatch(plain, before.end, token.start):
        return ""
    start = clause_start(plain, before.start, _BOUNDARY)
    named = _FROM.search(plain, start, before.start)
    return _LEAD_WORDS.sub("", plain[start : named.start()]) if named else ""


def _clause_before(plain: str, token: Token) -> str:
    """What a bound holds down that stands in the clause before: 降低城镇登记失业率,控制在4%以内."""
    start = clause_start(plain, token.start, _BOUNDARY)
    if not _HELD.fullmatch(plain, start, token.start) or start < 2 or plain[start - 1] != ",":
        return ""
    clause = plain[clause_start(plain, start - 1, _BOUNDARY) : start - 1]
    return "" if any(c.isdigit() for c in clause) else _LOWERS.sub("", _LEAD_WORDS.sub("", clause))[-_LONGEST:]


def _balanced(phrase: str) -> str:
    """A phrase without quotation marks around it, and without the half of a pair whose other half the clause has left out."""
    if phrase.startswith("“") and phrase.find("”") == len(phrase) - 1:
        return phrase[1:-1]
    if phrase.startswith("“") and "”" not in phrase:
        return phrase[1:]
    opened, closed = phrase.count("“"), phrase.count("”")
    return phrase if opened == closed else phrase + "”" if opened > closed else phrase.replace("”", "")


_SHARED = re.compile(r"分别(?:不低于|不少于|为|是|有|达到?|完成|建成|新增|新建|改造|培训|发放)?")
_JOINED = re.compile(r"[、和与及,]|以及")


def distributed(plain: str, counted: Sequence[Token]) -> dict[int, str]:
    """What each number of a list counts, by its place: 廉租住房、经济适用住房分别1200套、2000套. Keys are the numbers' positions."""
    found: dict[int, str] = {}
    starts = [t.start for t in counted]
    for word in _SHARED.finditer(plain):
        first = bisect_left(starts, word.end())
        if first == len(counted) or starts[first] != word.end():
            continue
        named = plain[clause_start(plain, word.start(), ",。;:!?()\n") : word.start()]
        names = [n for n in re.split(r"[、和与及]", named) if n]
        last = first
        while last + 1 < len(counted) and _JOINED.fullmatch(plain, counted[last].end, starts[last + 1]):
            last += 1
        if len(names) == last - first + 1 > 1 and not re.search(r"\d", named):
            found |= {starts[first + k]: _LEAD_WORDS.sub("", n) for k, n in enumerate(names)}
    return found


def _described(plain: str, at: int, after: Token | None) -> str:
    """The noun behind several adjectives: 2处|优美舒适、功能齐备、老少皆宜的|全龄友好公园."""
    match = _ADJECTIVES.match(plain, at, min(len(plain), at + 80, after.start if after else len(plain)))
    return match["noun"] if match else ""


def generic(phrase: str) -> bool:
    """Whether a phrase names nothing: 累计, 上半年完成, 实际建成."""
    return not re.sub(
        r"累计|上半年|全年|年度|今年|目前|已|共|实际|完成|建成|解决|安置|新增|新建|完工|竣工|开工|投用|建设|改造|实施|办理|任务|目标|数|了|全部|均|达到|总计|合计|为|约|共计|截至\S*?月?底?",
        "",
        phrase,
    )
