"""Pages that are saved in place of a report: log-in, error, firewall, empty shell of a script, frame set."""

from __future__ import annotations

import re

from pipelines.reports.document.html_names import page_marks
from pipelines.reports.document.model import ReportRefused

_HAN = re.compile(r"[一-鿿]")
_MARKUP = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# An error page's own words are few; a report that speaks of 网站维护 is longer than this.
_SHORT_PAGE = 600
_OPEN_PAGE = "Open the page in a browser, wait until the report shows, and save it from there (web page, HTML only)"


def refuse_if_no_report(filename: str, title: str, visible: str, article: str, markup: str) -> None:
    """Raises ReportRefused ``not_a_report`` with what was seen instead. ``article`` is the visible text without furniture."""
    han = len(_HAN.findall(article))
    if han > _SHORT_PAGE:
        return
    head = f"{title}\n{visible[:2000]}".lower()
    lower = markup.lower()
    seen = f"{filename}: "
    if re.search(r"<input\b[^>]{0,300}\btype\s*=\s*[\"']?password", lower) and han < 200:
        raise ReportRefused("not_a_report", f"{seen}a log-in page ({_quoted(title, visible)})", f"Log in first. {_OPEN_PAGE}")
    for mark in page_marks("error"):
        if mark in head and (mark in title.lower() or han < 200):
            raise ReportRefused("not_a_report", f"{seen}an error page that says {mark!r} ({_quoted(title, visible)})", _OPEN_PAGE)
    if han >= 40:
        return
    if re.search(r"<(?:frameset|frame|iframe)\b", lower):
        raise ReportRefused(
            "not_a_report", f"{seen}the page only frames another one ({_quoted(title, visible)})", "Open the frame alone and save that page"
        )
    if any(mark in head for mark in page_marks("script")) or "<script" in lower:
        raise ReportRefused("not_a_report", f"{seen}the page is empty until its scripts run ({_quoted(title, visible)})", _OPEN_PAGE)
    if not visible.strip():
        raise ReportRefused("not_a_report", f"{seen}the page shows no text", _OPEN_PAGE)


def _quoted(title: str, visible: str) -> str:
    words = " ".join((title or visible).split())[:60]
    return f"it shows {words!r}" if words else "it shows nothing"
