"""The years that a report can be of."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

FIRST_YEAR = 2000  # of publication; the oldest reports found on the web are of 2004
FIRST_OF_ITEMS = 1949


def this_year() -> int:
    """The year that it is where the reports are published."""
    return datetime.now(ZoneInfo("Asia/Shanghai")).year


def last_of_items(published: int) -> int:
    """The last year whose items a report can hold: the plan of the next year."""
    return published + 1
