"""Departments that are the subject of what they did, in lists that name them nowhere else: 市民政局新增养老床位5088张."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipelines.reports import vocabulary
from pipelines.reports.fields import FieldText
from pipelines.reports.wording import begins_with_verb

_MOST = 0.8
_FEWEST = 3
_OFFICES = vocabulary.OFFICES | {"leader"}
_SUBJECT = re.compile(
    r"(?:[省市区县州旗]|全[省市区县州])?[\u4e00-\u9fff]{1,10}?(?:局|委|办|厅|委员会|联合会|总工会|管委会|总队|支队|集团|公司|中心)(?=\W?[\u4e00-\u9fff])"
)
_LEADS = ("牵头", "负责", "会同", "联合", "已", "共", "累计", "全年")


def with_subjects(items: Sequence[list[FieldText]]) -> list[list[FieldText]]:
    """Items with the department that each begins with as its lead; unchanged where any names a department otherwise or few begin so.

    The words stay part of what was promised or done.
    """
    if any(f.role in _OFFICES for fields in items for f in fields):
        return list(items)
    found = [_subject(fields) for fields in items]
    if sum(f is not None for f in found) < max(_FEWEST, _MOST * len(items)):
        return list(items)
    return [[*fields, subject] if subject else fields for fields, subject in zip(items, found, strict=True)]


def _subject(fields: list[FieldText]) -> FieldText | None:
    text = fields[0].text if fields else None
    match = _SUBJECT.match(text.plain) if text is not None else None
    if text is None or match is None:
        return None
    rest = text.plain[match.end() :]
    return FieldText("lead", text.cut(0, match.end())) if begins_with_verb(rest) or rest.startswith(_LEADS) else None
