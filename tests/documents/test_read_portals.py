"""A report on a portal's page is the report of its plain text: same items, numbers, departments, and nothing of the page in them."""

from __future__ import annotations

import pytest
from portal_pages import BODIES, FRAMES, PLAIN, REPORTS, TABLE, TABLE_TITLE, TITLES, of_plain_text, page, table_markup
from reading import read, set_aside, shown, told


def test_the_plain_texts_hold_their_items():
    assert {name: len(of_plain_text(name)["items"]) for name in PLAIN} == {"results": 6, "plan": 6, "short": 5, "table": 5}
    assert all(not of_plain_text(name)["issues"] for name in PLAIN)


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("report", PLAIN)
def test_the_frame_changes_nothing(report, frame):
    assert told(page(report, frame), "report.html") == of_plain_text(report)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("report", REPORTS)
def test_the_markup_changes_nothing(report, body):
    for frame in ("ucap", "nothing is named", "table layout of 2005", "tools inside the article"):
        assert told(page(report, frame, body), "report.html") == of_plain_text(report)


@pytest.mark.parametrize("frame", FRAMES)
def test_a_page_is_its_report_and_furniture(frame):
    """Of the page at most a few labelled lines remain, which the parser knows as furniture: 来源：…, 视力保护色：."""
    document = read(page("results", frame))
    lines = [x for x in shown(document) if isinstance(x, str)]
    assert [x for x in lines if x in REPORTS["results"]] == REPORTS["results"]
    assert sum(x not in REPORTS["results"] for x in lines) <= 3
    assert not any(x in words for words in set_aside(document) for x in REPORTS["results"][2:])


def test_items_that_are_links_are_the_report():
    lines = "".join(f'<li><a href="/{i}.html">{x}</a></li>' for i, x in enumerate(REPORTS["plan"][2:]))
    markup = f"<div><a href=/>首页</a><a href=/a>公开</a></div><h1>{TITLES['plan']}</h1><p>{REPORTS['plan'][1]}</p><ul>{lines}</ul>"
    assert told(f"<html><head><title>{TITLES['plan']}</title></head><body>{markup}</body></html>".encode(), "a.html") == of_plain_text(
        "plan"
    )


def test_departments_that_are_links_are_the_report():
    linked = page("results", "nothing is named").decode()
    for name in ("区教育局", "区民政局", "区财政局", "区城市管理局", "区住房城乡建设局", "各街道办事处"):
        linked = linked.replace(name, f'<a href="/d">{name}</a>')
    assert told(linked.encode(), "a.html") == of_plain_text("results")


def test_a_title_set_in_two_lines_is_one_and_gives_the_year():
    lines = "".join(f"<p>{x}</p>" for x in ("清河区2024年度重要民生", "实事项目完成情况", *REPORTS["results"][1:]))
    markup = f"<html><head><title>{TITLES['results']}</title></head><body><div class=view>{lines}</div></body></html>"
    assert told(markup.encode(), "a.html") == of_plain_text("results") | {"title": "清河区2024年度重要民生实事项目完成情况"}


def test_an_article_for_wide_and_one_for_narrow_screens_is_read_once():
    copy = "".join(f"<p>{x}</p>" for x in REPORTS["results"][1:])
    box = '<div class="{0}"><h1>{1}</h1><div>{2}</div></div>'
    markup = box.format("hidden-xs", TITLES["results"], copy) + box.format("visible-xs", TITLES["results"], copy)
    assert told(f"<html><head><title>{TITLES['results']}</title></head>{markup}".encode(), "a.html") == of_plain_text("results")


@pytest.mark.parametrize("cut", [1, 2, 3])
def test_a_table_in_two_pieces_with_its_head_repeated_is_one_report(cut):
    begins, *rows, _ = table_markup().split("</tr>")
    pieces = ("".join(f"{row}</tr>" for row in part) for part in (rows[:cut], rows[cut:]))
    tables = "<p>&nbsp;</p>".join(f"{begins}</tr>{piece}</table>" for piece in pieces)
    markup = f"<html><head><title>{TABLE_TITLE}</title></head><body><h1>{TABLE_TITLE}</h1>{tables}</body></html>"
    assert told(markup.encode(), "a.html") == of_plain_text("table")


def test_a_title_that_stands_in_the_table_gives_the_year():
    titled = table_markup().replace("<tr>", f'<tr><td colspan="{len(TABLE[0])}">{TABLE_TITLE}</td></tr><tr>', 1)
    found = told(f"<html><head><title>政务公开</title></head><body><div>{titled}</div></body></html>".encode(), "a.html")
    assert found == of_plain_text("table")
