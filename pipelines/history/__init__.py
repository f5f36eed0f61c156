"""History: which statements are one project, which projects one programme, and what came of every target. Pure; reads rows, returns
rows."""

from pipelines.history.model import HistoryError
from pipelines.history.overrides import References
from pipelines.history.resolve import resolve

__all__ = ["HistoryError", "References", "resolve"]
