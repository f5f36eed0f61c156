"""Judgements on words that several stages share: does this speak of a result, is this a list of departments."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.reports import vocabulary

_DEPARTMENT = re.compile(
    r"(?:局|委|办|厅|部|院|会|处|队|所|站|中心|公司|办公室|街道|镇|乡|政府|办事处|园区|开发区|单位|部门|联合会|总工会|团委|妇联|残联|银行|集团|管委会|学校|专班|科|社|支队|县|市|(?<![小校景片户])区|工商联|署|村|企业|机构)(?:\([^)]{2,20}\))?(?:等.{0,12})?$|^各(?:地|级|方|相关|有关|[乡镇街区县市旗盟州园校院]{2,4}$)"
)


_COUNT = re.compile(r"\d(?:余|多)?[所处家个]$")  # 新建学校3所 ends as offices do


@cache
def _report_words() -> re.Pattern[str]:
    return re.compile(vocabulary.alternation([r["word"] for r in vocabulary.rows("report_words.csv")]))


@cache
def _work_words() -> re.Pattern[str]:
    words = [r["word"] for r in vocabulary.rows("report_words.csv") if r["about"] == "work" and len(r["word"]) > 1]
    return re.compile(vocabulary.alternation(words))


def names_a_work(plain: str) -> bool:
    """Whether a text names something that is built, given or done for residents, beyond the words of the list itself (实事, 项目, 任务)."""
    return _work_words().search(plain) is not None


def speaks_of_public_works(plain: str) -> bool:
    """Whether a text names anything that governments promise their residents; without it a list is not such a report."""
    return _report_words().search(plain) is not None or reports_result(plain)


@cache
def _labels_inside() -> re.Pattern[str]:
    roles = frozenset(
        ("commitment", "completion", "index", "group", "place", "dates", "status", "name", "other", "ratio", "progress", "next", "note")
    )
    return re.compile(rf"(?:^|[。;,(])(?:{vocabulary.label_expression(without=roles)}):")


def has_label(plain: str) -> bool:
    """Whether a text names a department, a leader or a deadline under a label of its own: …拆改。责任单位:市环保局。"""
    return _labels_inside().search(plain) is not None


def speaks_of_the_list(plain: str) -> bool:
    """Whether a text speaks of the report, the meeting or the list as a whole rather than of one promise."""
    return _cues("about").search(plain) is not None


@cache
def _cues(kind: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{r['pattern']})" for r in vocabulary.rows("cues.tsv") if r["cue"] == kind))


@lru_cache(maxsize=8192)  # each sentence of an item is asked about several times
def reports_result(plain: str, *, strongly: bool = False) -> bool:
    """Whether a text speaks of something done; ``strongly`` leaves out words that plans use too."""
    return _cues("strong" if strongly else "result").search(plain) is not None


def announces(plain: str) -> bool:
    """Whether words about the whole list say that it is under way or done (进展良好, 进度过半), which a promise alone never does."""
    return _cues("announced").search(plain) is not None


def promises(plain: str) -> bool:
    """Whether a sentence says that what it states was planned (年初计划…, 年度目标为…)."""
    return _cues("promised").search(plain) is not None


def intends(plain: str) -> bool:
    """Whether a text speaks of what is to be done (力争, 年底前, 不少于)."""
    return _cues("intends").search(plain) is not None


_VERB = re.compile(
    r"(?:新|改|扩|续|重)?[建扩改添增修开]|(?:完|促|推|加|提|做|落|组|打|创|实|举|安|发|解|保|强|优|深|健|培|引|扶|拆|整|治|为|向|对|全面|继续|持续|进一步)[^,。;]?"
)


def begins_with_verb(plain: str) -> bool:
    """Whether a text begins with what is to be done (新建, 推进, 为…); names of projects begin with a noun."""
    return _VERB.match(plain) is not None


def looks_like_departments(plain: str) -> bool:
    """Whether a text is nothing but names of departments."""
    names = [n for n in re.split(r"[、,;/ \n]", plain.rstrip("。;,")) if n]
    return (
        bool(names)
        and len(plain) <= 200
        and sum(bool(_DEPARTMENT.search(n)) and len(n) <= 24 and not _COUNT.search(n) for n in names) >= 0.7 * len(names)
    )
