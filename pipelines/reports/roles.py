"""What a quantity is for: promised (target), reported (actual), scope or comparison (context), the report's own rate (stated_ratio)."""

from __future__ import annotations

import re

from pipelines.reports.model import Claim, Role
from pipelines.reports.tokens import Token, clause_start

_RATIO_BEFORE = re.compile(
    r"(?:完成率|整体完成率|完工率|竣工率|达成率|任务率|(?:占|为|达到?|是|完成了?|实现)(?:了)?(?:全年|年度|年初|调整后|年|本年|总|整体|原定|既定|省定|市定|[\u4e00-\u9fff]{2})?(?:目标|计划|任务)(?:总?[目任计][标务划]|投资计划|任务数|目标数|数|总数|量)?[^,。;、]{0,9}?的?"
    r"|(?:占|完成)[^,。;、\d]{0,10}(?:计划|任务|目标|指标)[^,。;、\d]{0,6}?的?|超额完成(?:年度|全年)?(?:目标)?(?:任务|计划)?的?|超(?:年度)?(?:任务|计划|目标)的?|累计进度|完成比例|完成进度)(?:分别)?(?:为|达到?|是|约|近|超过?|[:])*$"
)
_BARE_DONE = re.compile(r"(?:^|[,。;:、(])(?:已|总体|累计|整体|目前|共|已经|均|分别|各)*完成(?:了|进度|约)?$")
_GROWTH = re.compile(
    r"(?:同比|[比较](?:上年|去年|上季度?|上月|年初|前年|同期|往年)|环比|上年同期)[^,。;]{0,8}$|(?:增长|下降|提高|降低|增加|减少|上升|提升|压降|增幅|降幅|缩短|压减)(?:了|率|约|近|超过?)?$"
)
_SCOPE = re.compile(
    r"(?:用地|占地|占地面积|总用地面积|总投资|计划投资|概算|总建筑面积|原有|现有|存量|涉及|覆盖范围|全[市区县省]现?有|需求[^,。;]{0,6}|结转|剩余|尚有|还有|另有|另|其余|另外|仍有|还剩|未(?:完成|竣工|开工|建成|完工|发放|改造|安装|启动|完工)|待|尚未[^,。;]{0,4}|缺口|超[出过]?(?:年度|全年)?(?:任务|目标|计划)|^超额完成|低于(?:指标|目标|控制)(?:数|值)|在建|(?:涉及|现有)[^,。;、\d]{1,10})$"
)
_LEFT_AFTER = re.compile(
    r"[^,。;、]{0,4}(?:在建|加紧|正在|受[^,。;]{0,12}影响|因[^,。;]{0,12}(?:未|暂缓|停)|未(?:完[成工]|[开竣]工|启动)|结转|尚未|待[^遇]|[^,。;]{0,10}(?:顺延|延期|延至|推迟)|推进中|施工中|办理中|加快|抓紧|即将|拟|预计|(?<![原初])计划)"
)
_PLANNED_BEFORE = re.compile(
    r"(?:原计划|既定|年度计划|全年计划|计划任务|目标任务|年度任务|年度目标|全年目标|全年任务|目标数|任务数|目标值|任务|计划|目标|要求|(?<![响供效反适])应(?![急对用届邀]))(?:为|是|数|[:]|要)?(?:完成|新建|建设|改造|建成|新增|安装|装|建|培训|发放|开展|举办|增加)?[^,。;()]{0,6}$"
)
# 原计划投放电动公交车60辆, and what else the same clause lists: 计划新建社区便利店80个、农家店50个.
_PLANNED_CLAUSE = re.compile(
    r"^(?:[^,。;:]{0,4}“[^”]{1,24}”)?(?:今年|全年|我市|我县|我区)?(?:原|年初|原定)?(?:计划|承诺|拟)(?!投资)[^,。;:]{0,40}$"
)
# 计划累计完成管网改造7公里,实际完成22.12公里
_PLANS, _ACTUAL_NEXT = re.compile(r"计划(?!的)"), re.compile(r"[^,。;、\d]{0,8},实际[^,。;\d]{0,8}\d")
# 今年的任务目标是:改造老旧小区1816个; 提升20个菜市场的任务进展顺利,已有10个
_TARGET_SAID = re.compile(r"(?:目标|任务|计划)(?:任务|目标)?(?:是|为)?:[^。;,:\d]{0,24}$")
_TASK_UNDER_WAY = re.compile(r"[^,。;:\d]{0,16}的任务(?:进展[^,。;]{0,4},已|,?已|,完成)")
# What was, where the next number says what it becomes: 由每人每年80元提高到120元, 由7%降至6%.
_FROM = re.compile(r"(?:由|从)(?:原来的|原先的|目前的|现行的|现在的)?[^,。;\d]{0,10}(?:\d[\d.]{0,9}[^,。;、\d]{0,4}、){0,3}$")
_TO = re.compile(
    r"(?:、\d[\d.]{0,9}[^,。;、\d]{0,4}){0,3}[^,。;\d]{0,6}(?:提高|增加|增长|调整|提升|扩大|降低?|下降|减少|压缩|上调|下调|缩短|拓宽|延长|扩容|扩|升|增)(?:到|至|为)"
)
# The planned number in brackets behind the word for it: 为年度目标(50场)的180%.
_BRACKETED = re.compile(r"(?:目标|任务|计划)(?:任务|数|值|量)?\((?!其中)(?:[^()]{0,30}[^()\d])?$")
_COMPARED = re.compile(r"同比|环比|[比较](?:上年|去年|上季|上月|年初|前年|同期|往年)|上年同期|去年同期|增幅|降幅")
# The planned number inside the words for the ratio: 完成15亿元销售目标的54%.
_TARGET_OF_RATIO = re.compile(r"[^,。;、\d]{0,8}(?:目标|任务|计划)(?:任务|数|值|量)?的(?:约|近)?\d")
_RATIO_OF_TARGET = re.compile(r"(?:完成|占|为|达到?)[^,。;、\d]{0,8}\d[^,。;、]{0,16}(?:目标|任务|计划)(?:任务|数|值|量)?的(?:约|近)?$")
_RATIO_OF_BRACKET = re.compile(r"(?:完成|为|占|达到?)[^,。;()]{0,10}(?:目标|任务|计划)(?:任务|数|值|量)?\([^()]{1,40}\)的?$")
# 按时办结率要求不低于95%,实际达到98.6%
_PLANNED_RATE = re.compile(r"(?:要求|目标值?|计划|任务)(?:为|是|:)?(?:不低于|不少于|达到|达|超过|控制在)?$")
_ACTUALLY = re.compile(r"(?:以上|以内)?[,;](?:实际|现|已|目前|全年)")
# The task of the year called by its number, before what was done of it: 全年10万人搬迁任务,已竣工5.26万人.
_OF_YEAR = re.compile(r"(?:^|[,。;:])(?:全年|年度|今年|本年度)(?:的|计划)?$")
_TASK_NEXT = re.compile(r"[^,。;、\d]{0,10}(?:任务|目标|计划)中?,(?:已|目前|现|截至)")
# The promise behind what was done: 安置房16768套,超额完成1万套的年度目标任务.
_EXCEEDED_TARGET = re.compile(r"的(?:年度|全年|既定|当年|原定)?(?:目标任务|目标|任务|计划)")
# The promised rate beside the reported one: 失业率3.56%,低于3.7%的控制目标.
_BOUND_SAID = re.compile(r"(?:低于|高于|优于|超过|超出|好于)(?:了)?[^,。;\d]{0,8}$")
_OF_A_TARGET = re.compile(
    r"的?(?:年度|全年|预期|控制|既定|省定|市定|[省市区县]下达的?){0,2}(?:目标|指标|任务|要求)(?:任务|值|数|线)?(?![^,。;]{0,3}的)"
)
_RATIO_NEXT = re.compile(r"的(?:约|近)?\d[\d.]{0,9}[%倍]")
_LISTED = re.compile(r"(?:[、和及与]|,)(?:年初|年度|全年|原定?|调整后的?)?(?:(?:目标|任务|计划)(?:任务|数)?的)?")
_DONE_NEXT = re.compile(
    r"(?:\([\u4e00-\u9fff]\))?(?:及?以上|左右|以内)?(?:[,;]|-{1,2})(?:实际|目前|现|均|共)?已?(?:实际)?(?:完成|建成|新增|安装|发放|改造|培训|开展|竣工|到位)"
)
# 2个养老机构已完成1个: the same thing counted twice, first whole and then done.
_DONE_OF_IT = re.compile(r"[^,。;:\d]{2,24},?(?:已|现已|目前已?|实际)[\u4e00-\u9fff]{1,4}")
# What is said of things that are done or under way, so that the number is no promise.
_STATED = re.compile(r"已|完成|实际|累计|目前|在建|开工|竣工|启动|实现|销售|达到")
_NOUN = re.compile(r"(?P<noun>[\u4e00-\u9fff]{3,12}?)(?:全年|均|共|已|都|累计|每|开展|完成|组织|,|。|$)")
_QUOTED = re.compile(r"[“《][^“”《》,。;]{0,36}$")
_PLAN_BEGINS = re.compile(r"(?:(?<=[,。;:])|^)(?:今年|全年|我市|我县|我区|项目|该项目)?(?:原|年初|原定)?(?:计划|承诺|拟)(?!的|任务|目标)")
_RESULT = re.compile("目前|截[至止]|实际|已|现(?:已|完)|,完成|完成了")
# What is yet to come beside what is done: 预计9月底前交付600套, 下半年将建成180个, 正在建设300个.
_YET = re.compile(
    r"(?:预计|预期|拟于?|计划于|(?:年底|下半年|月底|明年|[前后])[^,。;\d]{0,4}将|将(?:于|在)|(?:将|再)(?:建成|新增|完成|交付|投用|新建))[^,。;]{0,16}$"
)
_UNDER_WAY = re.compile(r"(?:另|还有)?正在?(?:建设|施工|改造|安装|推进|实施|办理|装修|加紧|抓紧)[^,。;、\d]{0,6}$")
# 全年筹集1万套,上半年已筹集7260套
_ALL_YEAR, _SO_FAR = (
    re.compile(r"^(?:今年|全年|年内|年度|本年度?)[^,。;:]{0,24}$"),
    re.compile(r"[^,。;、\d]{0,10},(?:上半年|前三季度|[一二三]季度|目前|截[至止][^,。;]{0,10}?|1-\d{1,2}月份?)已"),
)
# 提前完成全年4.5万人的目标任务, behind what was done
_WHOLE_TASK = re.compile(r"的[^,。;、\d]{0,4}(?:目标任务|目标|任务|计划)(?=[,。;)]|$)")
_FULFILS = re.compile(r"完成(?:了)?(?:全年|年度|既定|省定|市定|年初)?$")
_RATIO_FOLLOWS = re.compile(r"[^,。;]{0,6},(?:完成|占|为)[^,。;\d]{0,12}的?\d[\d.]{0,9}%")
_OF_LAST_YEAR = re.compile(r"(?:是|为|相当于|达到?)(?:去年|上年|上一?年度|前年)(?:同期)?[^,。;\d]{0,4}的?$")
_NEXT_STEP = re.compile("下一?步|接下来|后续")  # 下一步,计划再建设绿道4公里
_GAP_SAID = re.compile(r"[比较](?:年度|全年|年初|原定?)?(?:计划|任务|目标)(?:任务|数)?(?:多|增加|超出?|少|减少|低|高)(?:了|出)?$")
_INVOLVED = re.compile(r"(?:涉及|现有)[^,。;、\d]{0,10}$")
_ALSO = re.compile(r"[、和及与][^,。;、\d]{0,6}")
_TO_SPEND = re.compile(r"计划(?:总|完成)?投资(?:额|为|约)?$")
_SPENT = re.compile(r"完成[^,。;\d]{0,4}投资|投资完成")
_STOP = re.compile("[。;:]")
_NAMED_AGAIN = 6  # characters
_FAR = 120  # characters of a sentence around a number
_VERDICT = 16  # how much of the clause behind a verdict is quoted
_EXCEEDED = re.compile(r"超额|超计划|超任务|超目标|超年度")
# Done without a rest: nothing follows that says how much, or that only the tender is done.
_NO_REST = r"(?!率|招标|设计|选址|立项|前期|勘察|[^,。;、]{0,10}\d|[^,。;]{0,6}的)"
_MET = re.compile(
    rf"(?:全部|全面|均已?|圆满|如期|按期|按时|提前|顺利)[^,。;\d]{{0,4}}(?:完成|完工|建成|竣工|办结|投用|落实到位){_NO_REST}"
    r"|完成了?(?:全年|年度|年初|既定|目标)[^,。;\d]{{0,4}}任务(?=[,。;)]|$)"
)
_DONE = re.compile(r"已(?:经)?(?:完成|完工|建成|竣工|办结)(?:全年|年度|目标|计划)?(?:目标)?(?:任务)?(?=[,。;)、]|$)")
_RUNNING = re.compile(
    r"正在(?:推进|施工|进行|办理|备货|实施|建设|加快)|进场施工|有序推进|加快推进|按序时|完成招标|施工中|推进中|在建"
    r"|(?:计划|预计|拟)[^,。;]{0,16}(?:完成|建成|完工|竣工|交付|投用|投入使用)|其余[^,。;]{0,8}(?:启动|推进|建设|施工)"
)
_FAILED = re.compile(r"未完成|滞后|未启动|未开工|尚未完成|进度缓慢|推进缓慢")


def role_of(plain: str, token: Token, field: str, column: str | None, before: tuple[Token, Role] | None) -> Role:
    """The role of a quantity in a commitment or completion.

    ``column`` is the role of its table column; ``before`` the quantity in front of it, whose role a list shares: 分别…的100%、100.1%.
    """
    clause = clause_start(plain, token.start)
    left = plain[max(clause, token.start - 24) : token.start]
    wide = plain[max(0, token.start - 24) : token.start]
    if _FROM.search(left) and _TO.match(plain, token.end):
        return "context"
    near = plain[max(0, token.start - _FAR) : token.start]
    if field == "completion" and _NEXT_STEP.search(near) and _is_next_step(near):
        return "context"
    if token.unit == "票":
        return "context"  # votes on the list
    listed = before is not None and before[1] == "context" and _ALSO.fullmatch(plain, before[0].end, token.start) is not None
    if listed and before is not None and _INVOLVED.search(plain, max(0, before[0].start - 12), before[0].start):
        return "context"  # 涉及居民楼236栋、居民1.1万户
    if field == "commitment":
        listed = listed and before is not None and plain[before[0].end : token.start] == "、"
        return "context" if listed or _SCOPE.search(left) or re.search(r"(?:用地|占地)(?:面积)?约?$", left) else "target"
    if column == "ratio":
        return "stated_ratio" if token.unit in ("%", "") else "actual"
    if token.unit in ("%", "倍", "成"):
        if column == "progress":
            return "actual"
        if _OF_LAST_YEAR.search(left):
            return "context"
        if left.endswith("分别占"):
            return "stated_ratio"
        if _PLANNED_RATE.search(left) and _ACTUALLY.match(plain, token.end):
            return "target"
        if _BOUND_SAID.search(left) and _OF_A_TARGET.match(plain, token.end):
            return "target"
        if (
            _RATIO_BEFORE.search(left)
            or _BARE_DONE.search(wide)
            or _RATIO_OF_BRACKET.search(plain, max(0, token.start - 64), token.start)
            or _RATIO_OF_TARGET.search(left)
        ):
            return "stated_ratio"
        if before is not None and before[1] == "stated_ratio" and _LISTED.fullmatch(plain, before[0].end, token.start):
            return "stated_ratio"
        if _GROWTH.search(left) and _COMPARED.search(plain, clause, token.start):
            return "context"
        if before is not None and before[1] == "context" and before[0].unit == token.unit:
            between = plain[before[0].end : token.start]
            if _LISTED.fullmatch(between) or (between.endswith(("增长", "下降", "提高")) and "。" not in between and ";" not in between):
                return "context"  # 同比分别增长5.6%和7.4%
        if wide.endswith("(") and re.search(r"\d[^()]{0,6}\($", wide) and plain[token.end : token.end + 1] == ")":
            return "stated_ratio"
        return "actual"
    plans = "计划" in left or "任务" in left or "目标" in left
    if plans and _GAP_SAID.search(left):
        return "context"
    if "百分点" in token.unit or _GROWTH.search(left):
        return "context" if "百分点" in token.unit or re.search(r"同比|比上年|较上年|比去年|较去年", left) else "actual"
    if _TARGET_OF_RATIO.match(plain, token.end) and re.search(r"(?:完成|占|为|达到?)[^,。;、\d]{0,8}$", left):
        return "target"
    if left.endswith("超额完成") and _EXCEEDED_TARGET.match(plain, token.end):
        return "target"
    done_before = before is not None and before[0].unit == token.unit and before[1] in ("actual", "target")
    if done_before and _FULFILS.search(left) and _WHOLE_TASK.match(plain, token.end):
        return "target"
    if plain.startswith((",超额完成", "超额完成"), token.end):
        return "actual"
    if before is not None and before[1] == "actual" and before[0].unit == token.unit and (_UNDER_WAY.search(left) or _YET.search(left)):
        return "context"
    if ("将" in left or "预" in left or "拟" in left or plans) and _YET.search(left) and not _RATIO_FOLLOWS.match(plain, token.end):
        return "context"
    if _ALL_YEAR.match(plain[clause : token.start]) and _SO_FAR.match(plain, token.end) and not _STATED.search(plain[clause : token.start]):
        return "target"
    if _OF_YEAR.search(plain[max(0, clause - 1) : token.start]) and _TASK_NEXT.match(plain, token.end):
        return "target"
    if _BRACKETED.search(plain, max(0, token.start - 48), token.start):
        return "target"
    if _QUOTED.search(plain, max(0, token.start - 38), token.start) and re.match(
        r"[^“”《》,。;]{0,16}[”》]", plain[token.end : token.end + 18]
    ):
        return "target"  # the promise called by its name: “建1万套周转房”已开工9149套
    if "中" in plain[token.end : token.end + 10] and re.match(
        rf"[^,。;\d其]{{0,8}}(?<![初高其集城])中,?(?:已有?|有)?\d[\d.]{{0,9}}{re.escape(token.unit)}", plain[token.end : token.end + 32]
    ):
        return "context"  # 19条公路中12条已完工
    if _SCOPE.search(left) or _LEFT_AFTER.match(plain, token.end) or plain.startswith(("标准", "的标准"), token.end):
        return "context"
    if _PLANNED_BEFORE.search(left) and not re.search(r"(?:完成|超额)(?:年度|全年|目标|计划)?(?:目标)?(?:任务|计划)$|超额|占", left):
        return "target"
    if ":" in near and _TARGET_SAID.search(plain, max(0, token.start - 36), token.start):
        return "target"
    if plain.find("任务", token.end, token.end + 24) > 0 and _TASK_UNDER_WAY.match(plain, token.end):
        return "target"
    planned = _PLANNED_CLAUSE.search(plain[clause : token.start])
    if planned and not _STATED.search(planned[0]):
        return "target"
    if _is_planned(plain, token):
        return "target"
    if _PLANS.search(plain, clause, token.start) and _ACTUAL_NEXT.match(plain, token.end):
        return "target"
    if re.search(r"占(?:目标|计划)?任务$|占(?:年度|全年)?(?:目标|计划|任务)(?:目标|任务)?$", left):
        return "target"
    if _RATIO_NEXT.match(plain, token.end) and re.search(r"(?:完成|为|达)了?(?:年度|全年)?(?:目标|计划|任务)(?:目标|任务)?$", left):
        return "target"  # 完成年度任务1100套的119.8%
    return "actual"


def said_before_done(plain: str, token: Token, following: Token) -> bool:
    """Whether a number is the promise and the next one its result: 新增城镇就业3600人,完成4102人."""
    between = plain[token.end : following.start]
    clause = plain[clause_start(plain, token.start) : token.start]
    if token.unit != following.unit or _STATED.search(clause) or plain.startswith(("目标的", "计划的", "任务的"), following.end):
        return False
    if _WHOLE_TASK.match(plain, following.end):
        return False  # 改造农厕8120户,完成8000户的年度任务
    return _DONE_NEXT.fullmatch(between) is not None or (not clause and _DONE_OF_IT.fullmatch(between) is not None)


def grew_as_promised(plain: str, token: Token, promise: str) -> bool:
    """Whether a rate of growth reports on a promised one: 收入增长11% and 收入同比增长4.6%."""
    clause = plain[clause_start(plain, token.start) : token.start]
    return any(
        (verb in clause or word in clause) and re.search(rf"{verb}[^,。;\d]{{0,6}}\d", promise) is not None
        for verb, word in (("增长", "增幅"), ("提升", "升幅"), ("提高", "增幅"), ("下降", "降幅"), ("降低", "降幅"))
    )


def _is_next_step(near: str) -> bool:
    """Whether the sentence that goes on behind ``near`` says what comes next."""
    return _NEXT_STEP.match(near, max(near.rfind(mark) for mark in "。;\n") + 1) is not None


def _sentence_start(plain: str, at: int) -> int:
    """Where the sentence or what follows a colon begins that holds position ``at``; at most ``_FAR`` characters back."""
    floor = max(0, at - _FAR)
    return max(floor, max(plain.rfind(mark, floor, at) for mark in "。;:") + 1)


def _is_planned(plain: str, token: Token) -> bool:
    """Whether 计划 governs the number from an earlier clause, up to the words that say how far things are: 计划购车40辆,开通线路6条,目前已购40辆."""
    floor = max(0, token.start - _FAR)
    if not any(plain.find(word, floor, token.start) >= 0 for word in ("计划", "承诺", "拟")):
        return False
    begun = _PLAN_BEGINS.search(plain, _sentence_start(plain, token.start), token.start)
    if begun is None or _RESULT.search(plain, begun.end(), token.start):
        return False
    return _RESULT.search(plain, token.end, token.end + _FAR) is not None


def is_spent(plain: str, token: Token, reported: str) -> bool:
    """Whether a sum that a promise means to spend (计划投资480万元) is answered by what was spent (完成投资380万元)."""
    return _TO_SPEND.search(plain, max(0, token.start - 8), token.start) is not None and _SPENT.search(reported) is not None


def is_named_again(plain: str, token: Token, promise: str) -> bool:
    """Whether a completion calls the promise by its words before it says how far that is: 新增200张养老床位:正在施工改造."""
    if plain.find(":", token.end, token.end + _FAR) < 0:
        return False
    stop = _STOP.search(plain, token.end, token.end + _FAR)
    start = _sentence_start(plain, token.start)
    return stop is not None and stop[0] == ":" and stop.start() - start >= _NAMED_AGAIN and plain[start : stop.start()] in promise


def is_scope(plain: str, token: Token, promise: str) -> bool:
    """Whether a count in a completion only says how many there are of what the promise speaks of as 各…: 全区10个社区卫生服务中心."""
    noun = _NOUN.match(plain, token.end)
    return noun is not None and any(f"{word}{noun['noun']}" in promise for word in ("各", "所有", "全部"))


def claim_of(plain: str) -> tuple[Claim, int, int] | None:
    """The report's own verdict on an item, with its place up to the end of its clause: 超额完成年度任务 is exceeded, 未完成 not_met."""
    for pattern, claim in ((_FAILED, "not_met"), (_EXCEEDED, "exceeded"), (_MET, "met"), (_RUNNING, "in_progress"), (_DONE, "met")):
        if match := pattern.search(plain):
            stop = re.compile(r"[,。;]|$").search(plain, match.end(), match.end() + _VERDICT)
            return claim, match.start(), stop.start() if stop else match.end()  # type: ignore[return-value]
    return None
