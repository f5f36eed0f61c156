"""A short readable title of a promise: the words around what it counts first, without the figure."""

from __future__ import annotations

import re

from pipelines.history.model import Statement
from pipelines.history.projects import Project

_LONGEST = 30
_CLAUSE = re.compile("[，,；;。!！?？:：\n]")


def title(project: Project) -> str:
    """The title of a project, at most 30 characters."""
    statement = project.plan or project.delivery
    return _title(statement) if statement else ""


def _title(statement: Statement) -> str:
    counted = [q.indicator for q in statement.targets if len(q.indicator) > 3]
    words = counted[0] if counted else next((c for c in _CLAUSE.split(statement.commitment or statement.completion) if len(c) > 3), "")
    return words[:_LONGEST]
