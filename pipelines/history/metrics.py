"""What a number counts, under one name: quotes and manner words gone, one verb where several mean the same, verbs in one order.

The name is made from the indicator alone, never from what other reports hold, so that loading a report renames no metric of another.
Things that merely resemble one another stay apart (中小学学位, 中学学位); where a reviewer knows better, overrides.yml says same_metric.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipelines.history.model import HistoryError, Quantity
from pipelines.history.overrides import References
from pipelines.history.projects import Project
from pipelines.history.reference import rows
from pipelines.history.titles import words_around
from pipelines.history.units import conformed
from pipelines.reports.text import plain_of

_MARKS = re.compile("[“”\"'‘’《》「」\\s,。;:!?]")
_JOINS = re.compile("^(?:、|和|或|及|与|并)")
_UNNAMED = "未指明"
# An indicator that names no thing: the whole clause of the number says more.
_WEAK = re.compile(
    "未指明|合计|共计|总计|及|车|达|建|占地|其中|(?:新|改|扩|续)?建成?|建设|完成|优化|更新|开工|参与|惠及|受益|养护|安置|拨付|解决|补贴|改造|实施|新增|服务|保障|发放|投入|添|添公共|按发放|新解决"
)


@cache
def _leading() -> tuple[re.Pattern[str], dict[str, str]]:
    table = {r["word"]: r["means"] for r in rows("metric_words.csv")}
    words = "|".join(map(re.escape, sorted(table, key=lambda w: (-len(w), w))))
    return re.compile(f"^(?:{words})"), table


@cache
def metric_name(indicator: str) -> str:
    """The name of what an indicator counts. 新建、更新室外健身器材 and 更新或新建室外健身器材 have one; 建成 is 建设."""
    pattern, table = _leading()
    rest = _MARKS.sub("", plain_of(indicator)).strip("、()-·")
    verbs: list[str] = []
    while match := pattern.match(rest):
        after = rest[match.end() :]
        join = _JOINS.match(after)
        # A verb that nothing follows is itself what is counted (培训8922人次); one joined to an unknown verb belongs to it
        # (新建并投入运营).
        if not after or (join and not pattern.match(after[join.end() :])):
            break
        if table[match[0]]:
            verbs.append(table[match[0]])
        rest = after[join.end() :] if join else after
        if table[match[0]] and not join:
            break
    return "、".join(sorted(set(verbs))) + rest or _UNNAMED


def metric_of(quantity: Quantity) -> tuple[str, str]:
    """Name and unit of the metric that a quantity measures."""
    return metric_name(quantity.indicator), conformed(quantity.unit)


def conformed_metrics(found: Sequence[Project], references: References) -> dict[str, tuple[str, str]]:
    """Name and unit of the metric of every quantity of the projects, by quantity key, with what reviewers said is the same.

    Raises HistoryError where a same_metric entry names a metric that its jurisdiction does not have any more.
    """
    metrics: dict[str, tuple[str, str]] = {}
    places: dict[str, set[str]] = {}
    same = {(o.jurisdiction, o.name): o for o in references.overrides if o.kind == "same_metric"}
    for project in found:
        seen = places.setdefault(project.jurisdiction, set())
        for statement in (*(s for s, _ in project.own), *project.deliveries):
            for quantity in statement.quantities:
                name, unit = metric_of(quantity)
                if _WEAK.fullmatch(name) and (words := words_around(statement, quantity)):
                    name = metric_name(words)
                seen.add(name)
                override = same.get((project.jurisdiction, name))
                metrics[quantity.key] = (override.canonical if override else name), unit
    for (jurisdiction, name), override in same.items():
        if jurisdiction in places and name not in places[jurisdiction]:
            raise HistoryError(f"{override.entry} (same_metric): {jurisdiction} has no metric {name}; correct the entry or take it out")
    return metrics
