"""Web pages as a browser shows them: words, lines, lists, hidden parts, tables, broken markup."""

from __future__ import annotations

import pytest
from reading import read, rows_of, set_aside, shown

from pipelines.reports.document import Table


def body(markup: str) -> list[str | list[list[str]]]:
    """What an article of this markup shows."""
    return shown(read(f"<html><head><title>公告</title></head><body><article>{markup}</article></body></html>"))


PROMISE = "<p>1.新增学位3000个，改造老旧小区15个，惠及居民12350户，建设口袋公园12处，更新健身设施60套，方便群众生活。</p>"


@pytest.mark.parametrize(
    ("markup", "line"),
    [
        ("<p>新增<span>3</span><span>000</span>个学位</p>", "新增3000个学位"),
        ("<p>新增<font size=3>3<b>0</b></font>00<i>个</i>学位</p>", "新增3000个学位"),
        ('<p><st1:chmetcnv unitname="公里" sourcevalue="8.5">8.5<span lang=EN-US>公里</span></st1:chmetcnv>绿道</p>', "8.5公里绿道"),
        ("<p>　　新增&nbsp;3000&#160;个&ensp;学位&emsp;</p>", "新增 3000 个 学位"),
        ("<p>新增3000\u200b个学&shy;位&#xfeff;</p>", "新增3000个学位"),
        ("<p>新增\n      3000个\n学位</p>", "新增 3000个学位"),
        ("<p>开展&ldquo;两癌&rdquo;筛查5万&middot;人次 &lt;b&gt;</p>", "开展“两癌”筛查5万·人次 <b>"),
        ("<p>绿地800m<sup>2</sup>，水面3米<sup>3</sup></p>", "绿地800m²，水面3米³"),
        ("<p>加装电梯80部<sup>2</sup></p>", "加装电梯80部2"),
        ('<p><i class="iconfont">&#xe601;</i>新增学位3000个</p>', "新增学位3000个"),
        ("<p>新增<!-- 9999 -->3000<script>write('8')</script><style>p{}</style>个<noscript>7</noscript>学位</p>", "新增3000个学位"),
        ("<p>新增<span style='DISPLAY : none'>9999</span>3000<em hidden>8</em>个学位<input type=hidden value=5></p>", "新增3000个学位"),
        ("<p>新增<ruby>学<rp>(</rp><rt>xue</rt><rp>)</rp></ruby>位3000个</p>", "新增学位3000个"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;新增3000个</p>", "<script>alert(1)</script>新增3000个"),
    ],
)
def test_a_line_holds_what_is_seen(markup, line):
    assert body(markup + PROMISE)[0] == line


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<p>一行</p><p>二行</p>", ["一行", "二行"]),
        ("<div>一行<div>二行<div>三行</div></div>四行</div>", ["一行", "二行", "三行", "四行"]),
        ("一行<br>二行<br/><br>三行", ["一行", "二行", "三行"]),
        ("<p>一行<p>二行<h3>三行</h3>四行", ["一行", "二行", "三行", "四行"]),
        ("<span style='display:block'>一行</span><span>二</span><div style='display:inline'>行</div>", ["一行", "二行"]),
        ("<pre>一行\n  二行\n\n三行</pre>", ["一行", "二行", "三行"]),
        ("<dl><dt>一行</dt><dd>二行</dd></dl><section>三行</section>", ["一行", "二行", "三行"]),
        ("<div>&nbsp;</div><p>一行</p><p> </p><p><br></p><p>二行", ["一行", "二行"]),
    ],
)
def test_lines_end_where_a_browser_ends_them(markup, lines):
    assert body(f"<div>{markup}</div>{PROMISE}")[: len(lines)] == lines


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<ol><li>65岁以上老人<li>乙项目</ol>", ["1. 65岁以上老人", "2.乙项目"]),
        ("<ol><li>甲项目<li>乙项目</ol>", ["1.甲项目", "2.乙项目"]),
        ("<ol start=3><li>甲项目<li value=7>乙项目<li>丙项目</ol>", ["3.甲项目", "7.乙项目", "8.丙项目"]),
        ("<ol type=a><li>甲项目<li>乙项目</ol>", ["a.甲项目", "b.乙项目"]),
        ("<ol type=I><li>甲项目<li>乙项目</ol>", ["I.甲项目", "II.乙项目"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲项目<li>乙项目</ol>", ["一、甲项目", "二、乙项目"]),
        ("<ol style='list-style:none'><li>甲项目<li>乙项目</ol>", ["甲项目", "乙项目"]),
        ("<ul><li>甲项目<li>乙项目</ul>", ["甲项目", "乙项目"]),
        ("<ol><li>1.甲项目<li>2.乙项目</ol>", ["1.甲项目", "2.乙项目"]),
        ("<ol><li><p>甲项目</p><p>说明</p><li>乙项目</ol>", ["1.甲项目", "说明", "2.乙项目"]),
        ("<ol><li>甲项目<ol><li>小项</ol><li>乙项目</ol>", ["1.甲项目", "1.小项", "2.乙项目"]),
        ("<ol><li><li>乙项目</ol>", ["2.乙项目"]),
    ],
)
def test_list_items_bear_the_numbers_that_a_browser_shows(markup, lines):
    assert body(f"{markup}{PROMISE}")[: len(lines)] == lines


@pytest.mark.parametrize(
    ("styles", "hidden"),
    [
        (".x{display:none}", True),
        (".a, .x , #b { color:red; display : none }", True),
        ("/* .y{} */ .y{color:red} .x{DISPLAY:none}", True),
        ("@import url(a.css); .x{display:none}", True),
        (".x{color:red}", False),
        ("/* .x{display:none} */", False),
        ("@media print{.x{display:none}}", False),
        ("@media print{.x{display:none}} .x{color:red}", False),
        (".box .x{display:none}", False),
        (".x:hover{display:none}", False),
        (".x{display:none", False),
    ],
)
def test_a_style_sheet_hides_single_names(styles, hidden):
    lines = body(f"<style>{styles}</style><p class=x>看不见的字</p>{PROMISE}")
    assert ("看不见的字" not in lines) is hidden


def test_an_article_that_waits_for_a_script_counts_as_seen():
    assert body(f'<div id="js_content" style="visibility: hidden; opacity: 0">{PROMISE * 2}</div>')[0].startswith("1.新增学位3000个")


@pytest.mark.parametrize(
    "markup",
    [
        "<div><p>新增学位3000个</div></p></span><p>改造小区15个",
        "<p><b>新增学位3000个<p>改造小区15个",
        "<table><p>新增学位3000个</p></table><p>改造小区15个</td></tr></p></table>",
        "<p><a href=x>新增学位3000个<p>改造小区15个",
        "<p>新增学位3000个<!-- 注 ><p>不见</p>--><p>改造小区15个<div",
        '<P ALIGN=center>新增学位3000个</P\n><P class="a\' b>改造">改造小区15个',
    ],
)
def test_broken_markup_reads_as_browsers_mend_it(markup):
    assert [line for line in body(markup) if line] == ["新增学位3000个", "改造小区15个"]


HEAD = "<tr><th>序号</th><th>项目</th><th>完成情况</th></tr>"


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            f"<table>{HEAD}<tr><td>1</td><td>学位</td><td>3000个</td></tr></table>",
            [["序号", "项目", "完成情况"], ["1", "学位", "3000个"]],
        ),
        (
            f"<table>{HEAD}<tr><td rowspan=2>1</td><td>学位</td><td>3000个</td></tr><tr><td>床位</td><td>800张</td></tr></table>",
            [["序号", "项目", "完成情况"], ["1", "学位", "3000个"], ["^", "床位", "800张"]],
        ),
        (
            "<table><tr><td rowspan=2>序号</td><td colspan=2>目标</td></tr><tr><td>计划</td><td>完成</td></tr>"
            "<tr><td>1</td><td>30</td><td>32</td></tr></table>",
            [["序号", "目标", "^"], ["^", "计划", "完成"], ["1", "30", "32"]],
        ),
        (  # a rowspan ends with its row group, 0 means to its end
            f"<table><thead>{HEAD}</thead><tbody><tr><td rowspan=9>1</td><td>学位</td><td>3000个</td></tr></tbody>"
            "<tbody><tr><td rowspan=0>2</td><td>床位</td><td>800张</td></tr><tr><td>食堂</td><td>18个</td></tr></tbody></table>",
            [["序号", "项目", "完成情况"], ["1", "学位", "3000个"], ["2", "床位", "800张"], ["^", "食堂", "18个"]],
        ),
        (  # a colspan beyond the table is cut back
            f"<table>{HEAD}<tr><td>1</td><td colspan=100>学位3000个</td></tr></table>",
            [["序号", "项目", "完成情况"], ["1", "学位3000个", "^"]],
        ),
        (
            f"<table>{HEAD}<tr><td>1</td><td><p>学位</p><p>托位</p></td><td></td></tr></table>",
            [["序号", "项目", "完成情况"], ["1", "学位\n托位", ""]],
        ),
        (  # a small table inside a cell is text of that cell
            f"<table>{HEAD}<tr><td>1</td><td>学位</td><td><table><tr><td>小学</td><td>2000个</td></tr></table></td></tr>"
            "<tr><td>2</td><td>床位</td><td>800张</td></tr></table>",
            [["序号", "项目", "完成情况"], ["1", "学位", "小学\n2000个"], ["2", "床位", "800张"]],
        ),
        (  # end tags left out
            "<table><tr><th>序号<th>项目<th>完成情况<tr><td>1<td>学位<td>3000个</table>",
            [["序号", "项目", "完成情况"], ["1", "学位", "3000个"]],
        ),
    ],
)
def test_a_table_stays_one(table, rows):
    assert body(f"<h1>公告</h1>{table}") == ["公告", rows]


@pytest.mark.parametrize(
    ("table", "titles"),
    [
        ("<table><caption>完成情况表</caption>{rows}</table>", ["完成情况表"]),
        ("<table><caption>完成情况表<br>单位：个</caption>{rows}</table>", ["完成情况表", "单位：个"]),
        ("<table><tr><td colspan=3>完成情况表</td></tr>{rows}</table>", ["完成情况表"]),
        (
            "<table><tr><td colspan=3>完成情况表</td></tr><tr><td>单位：个</td><td></td><td></td></tr>{rows}</table>",
            ["完成情况表", "单位：个"],
        ),
        ("<table><thead><tr><th colspan=3><p>附件1</p><p>完成情况表</p></th></tr></thead>{rows}</table>", ["附件1", "完成情况表"]),
    ],
)
def test_a_tables_title_is_a_paragraph_before_it(table, titles):
    rows = f"{HEAD}<tr><td>1</td><td>学位</td><td>3000个</td></tr>"
    assert body(table.format(rows=rows)) == [*titles, [["序号", "项目", "完成情况"], ["1", "学位", "3000个"]]]


def test_several_tables_and_the_lines_between_them_keep_their_order():
    one = f"<table>{HEAD}<tr><td>1</td><td>学位</td><td>3000个</td></tr></table>"
    two = f"<table>{HEAD}<tr><td>2</td><td>床位</td><td>800张</td></tr></table>"
    found = body(f"<h1>公告</h1><p>教育方面：</p>{one}<p>养老方面：</p>{two}<p>以上各项均已完成。</p>")
    assert [x if isinstance(x, str) else x[1][0] for x in found] == ["公告", "教育方面：", "1", "养老方面：", "2", "以上各项均已完成。"]


def test_header_cells_are_known():
    document = read(f"<table>{HEAD}<tr><td>1</td><td>学位</td><td>3000个</td></tr></table>")
    (table,) = [b for b in document.blocks if isinstance(b, Table)]
    assert [c.is_header for c in table.cells] == [True] * 3 + [False] * 3


@pytest.mark.parametrize(
    "markup",
    [
        "<table><tr><td>{0}</td></tr></table>",
        "<table><tr><td><img src=a.jpg></td><td>{0}</td></tr></table>",
        "<table role=presentation><tr><td>左</td><td>{0}</td></tr><tr><td>左</td><td>右</td></tr></table>",
        "<table><tr><td width=200><table><tr><td>热点</td></tr></table></td><td><table><tr><td>{0}</td></tr></table></td></tr></table>",
        "<table><tr><td>标题</td></tr><tr><td>{0}</td></tr></table>",
        "<table><tr><td>日期</td><td>来源</td></tr><tr><td colspan=2>{1}</td></tr><tr><td>上篇</td><td>下篇</td></tr></table>",
    ],
)
def test_a_table_that_only_places_an_article_is_no_table(markup):
    items = [
        f"{n}.新增学位3000个，改造老旧小区15个，方便群众生活，惠及居民12350户，建设口袋公园12处，更新健身设施60套。" for n in range(1, 9)
    ]
    paragraphs = "".join(f"<p>{x}</p>" for x in items)
    found = body(markup.format(paragraphs, paragraphs * 2))
    assert all(isinstance(x, str) for x in found)
    assert [x for x in found if x in items][: len(items)] == items


def test_wide_spans_are_bounded():
    document = read(
        "<table><tr><td colspan=1000000 rowspan=65534>学位</td><td>3000个</td></tr><tr><td>床位</td><td>800张</td></tr></table>"
    )
    (table,) = [b for b in document.blocks if isinstance(b, Table)]
    assert rows_of(document, table)[0][0] == "学位"
    assert table.column_count <= 1_002


def test_what_a_page_says_of_itself_is_metadata():
    document = read(
        "<html><head><title>清河区民生实事_政务公开_清河区人民政府</title><meta name=PubDate content='2025-01-20 09:12'>"
        f"<meta name=ContentSource content='区政府办'></head><body>{PROMISE}</body></html>"
    )
    assert dict(document.metadata) == {"title": "清河区民生实事", "published_on": "2025-01-20", "publisher": "区政府办"}
    shown_only = read(f"<h1>清河区民生实事</h1><p>发布日期：2025年1月20日　来源：区政府办　打印</p><div>{PROMISE}</div>")
    assert dict(shown_only.metadata) == {"title": "清河区民生实事", "published_on": "2025-01-20", "publisher": "区政府办"}
    assert set_aside(shown_only) == ["发布日期：2025年1月20日　来源：区政府办　打印"]
