"""Pages that are saved in place of a report: log-in, error, firewall, empty shell of a script, frame set."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from pipelines.reports.document.html_names import page_marks
from pipelines.reports.document.model import ReportRefused
from pipelines.reports.document.numbering import OWN_NUMBER

_HAN = re.compile(r"[一-鿿]")
# An error page's own words are few; a report that speaks of 网站维护 is longer than this.
_SHORT_PAGE = 600
# Three numbered lines are a list, as a table is, however short, and whatever the page's log-in box or notices say.
_FEWEST_ITEMS = 3
_MOSTLY_LINKS = 0.5
_OPEN_PAGE = "Open the page in a browser, wait until the report shows, and save it from there (web page, HTML only)"


@dataclass(frozen=True, slots=True)
class Signs:
    """What share of the article is links, whether it holds a table, and which of password, frame, iframe and script the page has."""

    linked: float
    has_table: bool
    tags: Collection[str]


def refuse_if_no_report(filename: str, title: str, visible: str, article: str, signs: Signs) -> None:
    """Raises ReportRefused ``not_a_report`` with what was seen instead. ``article`` is the visible text without furniture."""
    tags = signs.tags
    seen = f"{filename}: "
    if signs.linked > _MOSTLY_LINKS and len(article.splitlines()) >= _FEWEST_ITEMS:
        raise ReportRefused(
            "not_a_report", f"{seen}a list of links to other pages ({_quoted(title, visible)})", "Open the report in it and save that page"
        )
    han = len(_HAN.findall(article))
    if han > _SHORT_PAGE:
        return
    is_list = signs.has_table or sum(OWN_NUMBER.match(line) is not None for line in article.splitlines()) >= _FEWEST_ITEMS
    head = f"{title}\n{visible[:2000]}".lower()
    if "password" in tags and han < 200 and not is_list:
        raise ReportRefused("not_a_report", f"{seen}a log-in page ({_quoted(title, visible)})", f"Log in first. {_OPEN_PAGE}")
    for mark in page_marks("error"):
        if mark in head and (mark in title.lower() or (han < 200 and not is_list)):
            raise ReportRefused("not_a_report", f"{seen}an error page that says {mark!r} ({_quoted(title, visible)})", _OPEN_PAGE)
    if han >= 40 or is_list:
        return
    if "frame" in tags or "iframe" in tags:
        raise ReportRefused(
            "not_a_report", f"{seen}the page only frames another one ({_quoted(title, visible)})", "Open the frame alone and save that page"
        )
    if any(mark in head for mark in page_marks("script")) or "script" in tags:
        raise ReportRefused(
            "not_a_report", f"{seen}the page is empty until its scripts run, or shows only pictures ({_quoted(title, visible)})", _OPEN_PAGE
        )
    if not visible.strip():
        raise ReportRefused("not_a_report", f"{seen}the page shows no text", _OPEN_PAGE)


def _quoted(title: str, visible: str) -> str:
    words = " ".join((title or visible).split())[:60]
    return f"it shows {words!r}" if words else "it shows nothing"
