"""What assets say of their work, without Dagster's own events: for people who wait at a terminal."""

from __future__ import annotations

import logging
import re
from typing import Any

from dagster import InitLoggerContext, logger

_LIBRARY = re.compile(r"[/\\](?:dagster|dagster_dbt)[/\\]")


class _MessagesOnly(logging.Filter):
    """Passes what the assets of this project say: not Dagster's events, nor dagster-dbt's own remarks."""

    def filter(self, record: logging.LogRecord) -> bool:
        told: dict[str, Any] = getattr(record, "dagster_meta", {})
        record.msg, record.args = told.get("orig_message", record.msg), None
        return told.get("dagster_event") is None and record.levelno >= logging.INFO and not _LIBRARY.search(record.pathname)


@logger(description="Messages of assets alone, through the Python logger minsheng.progress.")
def progress_logger(_: InitLoggerContext) -> logging.Logger:
    """The logger ``minsheng.progress``, which passes nothing upward."""
    found = logging.getLogger("minsheng.progress")
    found.setLevel(logging.INFO)
    found.propagate = False
    if not found.filters:
        found.addFilter(_MessagesOnly())
    return found
