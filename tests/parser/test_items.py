"""Lines, numbering, fields, departments, deadlines: one table of (text, expected) per stage."""

from datetime import date

import pytest

from pipelines.reports import parse_report
from pipelines.reports.deadlines import deadline
from pipelines.reports.departments import departments
from pipelines.reports.document import ReportRefused
from pipelines.reports.markers import inline_markers, line_marker
from pipelines.reports.text import compact, plain_of


def text_of(source):
    return compact(source, plain_of(source), 0, len(source))


def items_of(source, **hints):
    return parse_report(source.encode(), filename="report.txt", **({"year": 2024} | hints)).items


@pytest.mark.parametrize(
    ("line", "style", "number"),
    [
        ("1.新建学校", "num_dot", 1),
        ("12、新建学校", "num_dot", 12),
        ("1。续建", "num_dot", 1),
        ("(一)完成", "han_paren", 1),
        ("（十二）完成", "han_paren", 12),
        ("一、安居工程", "han_comma", 1),
        ("一是扩大教育", "han_shi", 1),
        ("①新建", "circled", 1),
        ("*3.新建", "num_dot", 3),
        ("(2)新建", "num_paren", 2),
        ("7", "num_alone", 7),
    ],
)
def test_mark_at_the_head_of_a_line(line, style, number):
    marker = line_marker(plain_of(line))
    assert (marker.style, marker.number) == (style, number)


@pytest.mark.parametrize("line", ["2.5万户改造", "二、三级医院药事服务", "2606个村通公路", "新增3000个"])
def test_no_mark(line):
    assert line_marker(plain_of(line)) is None


def test_marks_inside_a_line():
    found = inline_markers("一、扩大就业1.新增就业100万人。2.10个项目。3.培训")
    assert [(m.style, m.number) for m in found if m.style == "num_dot"] == [("num_dot", 1), ("num_dot", 2), ("num_dot", 3)]


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("区园林绿化局、各街道办事处", ["区园林绿化局", "各街道办事处"]),
        ("监利市直单位、各乡、镇人民政府,县残联", ["监利市直单位", "各乡、镇人民政府", "县残联"]),
        ("高新园(邹区镇)、市教委", ["高新园(邹区镇)", "市教委"]),
        ("各区(县、市)政府", ["各区(县、市)政府"]),
        ("市发改委、国土房管局等市级有关部门", ["市发改委", "国土房管局等市级有关部门"]),
        ("市发改委市财政局", ["市发改委", "市财政局"]),
        ("无", []),
    ],
)
def test_departments(written, names):
    assert [d.name for d in departments(text_of(written), "lead")] == names


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2024年8月底", date(2024, 8, 31)),
        ("9月底前", date(2024, 9, 30)),
        ("全年", date(2024, 12, 31)),
        ("年底", date(2024, 12, 31)),
        ("2025年6月30日", date(2025, 6, 30)),
        ("6月底前完成设计;12月底前完工", date(2024, 12, 31)),
        ("9月投入使用", date(2024, 9, 30)),
        ("2024年2月", date(2024, 2, 29)),
        ("长期坚持", None),
        ("13月底", None),
    ],
)
def test_deadline(written, expected):
    assert deadline(written, 2024) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "1.建A校3所。\n完成情况：建成4所。\n2.建B园5个。\n完成情况：建成5个。",
            [("建A校3所。", "建成4所。"), ("建B园5个。", "建成5个。")],
        ),
        (
            "(一)添床位250张\n\n添378张床位,超额完成任务。\n\n(二)建站2个\n\n已建成2个。",
            [("添床位250张", "添378张床位,超额完成任务。"), ("建站2个", "已建成2个。")],
        ),
        (
            "一、安居\n旧房整治5万平方米。\n二、为老\n添床100张。\n添餐点4个。\n四、健康\n体检。\n保健。",
            [("旧房整治5万平方米。", None), ("添床100张。", None), ("添餐点4个。", None), ("体检。", None), ("保健。", None)],
        ),
        ("一是建园20所。\n二是改灶200个。", [("建园20所。", None), ("改灶200个。", None)]),
        ("1.建桥2座。2.改路3公里。3.建站1个。", [("建桥2座。", None), ("改路3公里。", None), ("建站1个。", None)]),
        (
            "建桥20座。上半年已建成8座。\n改路30公里。上半年完成9公里。",
            [("建桥20座。", "上半年已建成8座。"), ("改路30公里。", "上半年完成9公里。")],
        ),
        ("原计划装100台,已装120台。\n原计划建3处,已建4处。", [(None, "原计划装100台,已装120台。"), (None, "原计划建3处,已建4处。")]),
    ],
)
def test_items(source, expected):
    assert [(i.commitment, i.completion) for i in items_of(source)] == expected


def test_fields_with_labels_on_one_line():
    (item,) = items_of("1.建桥2座。(牵头单位:市住建局;责任单位:市财政局、各乡、镇人民政府)")
    assert item.commitment == "建桥2座。"
    assert [(d.role, d.name) for d in item.departments] == [("lead", "市住建局"), ("support", "市财政局"), ("support", "各乡、镇人民政府")]


def test_responsible_alone_is_the_lead():
    (item,) = items_of("1.建桥2座。\n责任单位:市住建局\n完成时限:2024年6月底")
    assert [(d.role, d.name) for d in item.departments] == [("lead", "市住建局")]
    assert item.deadline == date(2024, 6, 30)
    assert item.deadline_text == "2024年6月底"


def test_label_above_its_value():
    (item,) = items_of("1.建桥2座。\n牵头单位\n市住建局\n配合单位\n市财政局、市教育局\n完成时限\n12月底前")
    assert [(d.role, d.name) for d in item.departments] == [("lead", "市住建局"), ("support", "市财政局"), ("support", "市教育局")]
    assert item.deadline == date(2024, 12, 31)


def test_table_rows_that_drop_their_leading_cells():
    source = "序号 | 项目 | 完成情况 | 占全年计划 |\n1 | 添4000张床位 | 4385 | 110% |\n改3000张床位 | 3210 | 107% | |\n2 | 建30个食堂 | 39 | 130% |\n"
    first, second = items_of(source)
    assert first.commitment == "添4000张床位\n改3000张床位"
    assert first.completion == "4385\n110%\n3210\n107%"
    assert [(q.value, q.unit, q.role, q.matches) for q in first.quantities if q.field == "completion"] == [
        (4385, "张", "actual", "2024-1-t1"),
        (110, "%", "stated_ratio", None),
        (3210, "张", "actual", "2024-1-t2"),
        (107, "%", "stated_ratio", None),
    ]
    assert second.item_no == 2


def test_table_with_a_cell_a_line():
    source = "序号\n民生实事\n责任单位\n完成时限\n1\n启动东湖公园建设。\n县水务局\n县住建局\n12月底前\n2\n新建2座天桥。\n县住建局\n9月投入使用\n3\n建成书馆。\n县文广局\n12月底前"
    items = items_of(source)
    assert [i.commitment for i in items] == ["启动东湖公园建设。", "新建2座天桥。", "建成书馆。"]
    assert [d.name for d in items[0].departments] == ["县水务局", "县住建局"]
    assert [i.deadline for i in items] == [date(2024, 12, 31), date(2024, 9, 30), date(2024, 12, 31)]


def test_a_number_cut_from_its_unit_by_a_page_break():
    source = "1.加装配件不少于5万户，保障安全。\n完成情况：为全区用户更换、加装安全型配件8.3\n\n万户，超额完成年度任务。\n2.建桥两座，方便群众出行，提升水平。\n完成情况：建成两座。"
    first = items_of(source)[0]
    (actual,) = [q for q in first.quantities if q.field == "completion"]
    assert (actual.value, actual.unit, actual.quote) == (83000, "户", "8.3\n\n万户")


def test_traditional_characters_keep_their_quote():
    (item,) = items_of("1.新增養老床位250張，超過300戶受益。\n責任單位：民政局")
    assert [(q.value, q.unit, q.quote) for q in item.quantities] == [(250, "張", "250張"), (300, "戶", "300戶")]
    assert item.commitment.startswith("新增養老床位")


def test_what_is_no_report_is_refused():
    with pytest.raises(ReportRefused):
        parse_report("用户登录\n请输入用户名和密码\n".encode(), filename="login.txt")


@pytest.mark.parametrize(
    ("written", "leads", "supports"),
    [
        ("区城管局（牵头）、区住建局（配合）", ["区城管局"], ["区住建局"]),
        ("区教育局，区住建交局、区财政局配合", ["区教育局"], ["区住建交局", "区财政局"]),
        ("区城管局（牵头）、区住建局、区财政局", ["区城管局"], ["区住建局", "区财政局"]),
        ("牵头单位：区民政局；配合单位：区残联", ["区民政局"], ["区残联"]),
        ("牵头：区民政局 配合：区残联", ["区民政局"], ["区残联"]),
        ("区教委、区财政局", ["区教委", "区财政局"], []),
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "1.新增床位90张。\n责任单位：{}\n2.新建学校3所。",
        "序号|项目|责任单位|\n1|新增床位90张|{}|\n2|新建学校3所|区教委|\n3|改造小区5个|区住建委|",
    ],
)
def test_who_leads_and_who_helps_in_one_list(form, written, leads, supports):
    item = parse_report(("某区2024年民生实事\n" + form.format(written)).encode(), filename="a.txt", year=2024).items[0]
    assert [d.name for d in item.departments if d.role == "lead"] == leads
    assert [d.name for d in item.departments if d.role == "support"] == supports
    assert [d.position for d in item.departments if d.role == "support"] == list(range(1, len(supports) + 1))
