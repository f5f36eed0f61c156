"""Sentences that promise and report at once: which number is which, and what answers what."""

import pytest

from pipelines.reports import parse_report


def roles_of(text, year=2023):
    """(surface, first letter of the role, surface of the target it answers) of each quantity."""
    report = parse_report(f"某区{year}年民生实事完成情况\n1.{text}".encode(), filename="report.txt", year=year)
    (item,) = report.items
    by_id = {q.id: q.text for q in item.quantities}
    return [(q.text, q.role[0], by_id.get(q.matches or "")) for q in item.quantities]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "计划购置公交车40辆，开通线路6条，目前已购置41辆，开通线路4条。",
            [("40辆", "t", None), ("6条", "t", None), ("41辆", "a", "40辆"), ("4条", "a", "6条")],
        ),
        ("计划投资800万元，改造市场4个，目前3个已完工。", [("800万元", "c", None), ("4个", "t", None), ("3个", "a", "4个")]),
        ("农村公路建设。计划200公里，完成216公里。", [("200公里", "t", None), ("216公里", "a", "200公里")]),
        ("新增就业4.8万人，提前完成全年4.5万人的目标任务。", [("4.8万人", "a", "4.5万人"), ("4.5万人", "t", None)]),
        ("改造农厕8120户，完成8000户的年度任务。", [("8120户", "a", "8000户"), ("8000户", "t", None)]),
        ("市区新增停车位5000个的任务，完成5680个。", [("5000个", "t", None), ("5680个", "a", "5000个")]),
        (
            "全年筹集租赁住房1万套，上半年已筹集7260套，占年度任务的72.6%。",
            [("1万套", "t", None), ("7260套", "a", "1万套"), ("72.6%", "s", None)],
        ),
        ("新增停车位2000个。已建成1700个，正在建设300个。", [("2000个", "t", None), ("1700个", "a", "2000个"), ("300个", "c", None)]),
        (
            "交付安置房2000套。上半年已交付1200套，预计9月底前交付600套。",
            [("2000套", "t", None), ("1200套", "a", "2000套"), ("600套", "c", None)],
        ),
        (
            "改造老旧小区40个。已全部完成，涉及居民楼236栋、居民1.1万户。",
            [("40个", "t", None), ("236栋", "c", None), ("1.1万户", "c", None)],
        ),
        ("低保标准达到760元，同比分别增长5.6%和7.4%。", [("760元", "a", None), ("5.6%", "c", None), ("7.4%", "c", None)]),
        ("改造农村危房1268户，较年度计划多68户。", [("1268户", "a", None), ("68户", "c", None)]),
        (
            "建设口袋公园10处，每处面积不低于1000平方米。\n完成情况：建成11处，总面积1.8万平方米。",
            [("10处", "t", None), ("1000平方米", "t", None), ("11处", "a", "10处"), ("1.8万平方米", "a", None)],
        ),
        ("新建口袋公园8个。已完成8个公园选址，开工建设5个。", [("8个", "t", None), ("8个", "a", None), ("5个", "a", "8个")]),
        ("今年的任务目标是：改造老旧小区18个，已全部开工，其中完成9个。", [("18个", "t", None), ("9个", "a", "18个")]),
    ],
)
def test_what_is_promised_and_what_is_done(text, said):
    assert roles_of(text) == said


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("自来水普及率由92%提高到95%以上。", ["自来水普及率由提高到", "自来水普及率"]),
        ("降低城镇登记失业率，控制在4%以内。", ["城镇登记失业率"]),
    ],
)
def test_what_rises_or_is_held_down_is_named(text, named):
    report = parse_report(f"某区2023年民生实事\n1.{text}\n2.新建学校3所。".encode(), filename="report.txt")
    assert [q.indicator for q in report.items[0].quantities] == named


def items_of(text, year=2023):
    return parse_report(text.encode(), filename="report.txt", year=year).items


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("1.新建公园20处。（市园林局牵头，各区政府配合，10月底前完成）", ("新建公园20处。", ["市园林局"], ["各区政府"], "10月底前完成")),
        ("1.改造农村危房150户（县住建局负责，9月底前完成）。", ("改造农村危房150户。", ["县住建局"], [], "9月底前完成")),
        ("1.新增城镇就业4万人（市人社局）。", ("新增城镇就业4万人。", ["市人社局"], [], None)),
        ("1.新增就业60人；（人社局、各开发区）", ("新增就业60人；", ["人社局", "各开发区"], [], None)),
        ("1.建设居家养老中心（含日间照料中心）3处。", ("建设居家养老中心（含日间照料中心）3处。", [], [], None)),
    ],
)
def test_who_and_when_in_brackets(text, found):
    (item,) = items_of("某市2023年民生实事\n" + text)
    leads, supports = ([d.name for d in item.departments if d.role == role] for role in ("lead", "support"))
    assert (item.commitment, leads, supports, item.deadline_text) == found


REVIEW = "一年来，我们用心办好民生实事。城镇新增就业1.86万人。新建中小学12所，新增学位8640个。建成社区食堂15家。改造老旧小区48个。"


def test_a_paragraph_that_reviews_the_year_is_an_item_a_sentence():
    items = items_of(REVIEW)
    assert {i.kind for i in items} == {"delivery"} and len(items) == 4


def test_two_numbered_headings_the_first_of_them_at_the_top():
    text = "一、2022年实事项目完成情况\n2022年10件实事全部完成。新建学校5所；改造老旧小区20个；新增养老床位500张。\n二、2023年拟办实事项目\n1.新建学校3所。\n2.改造老旧小区25个。"
    assert [(i.kind, i.year) for i in items_of(text)] == [("delivery", 2022)] * 3 + [("plan", 2023)] * 2


def test_lines_without_full_stops_that_each_count_something():
    text = "2024年民生实事完成情况\n城镇新增就业3.56万人，完成率118.7%\n新建改建农村公路420公里，完成率105%\n新增养老床位1200张，完成率120%"
    assert [i.completion for i in items_of(text)] == text.split("\n")[1:]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("第1件实事：新建公园20个\n进展情况：建成22个。", "第2件实事：新增车位3000个\n进展情况：建成3260个。"),
        ("实事项目1：新建公园20个\n进展情况：建成22个。", "实事项目2：新增车位3000个\n进展情况：建成3260个。"),
        ("民生实事（一）：新建公园20个\n已建成22个。", "民生实事（二）：新增车位3000个\n已建成3260个。"),
        ("【实事1】新建公园20个\n已建成22个。", "【实事2】新增车位3000个\n已建成3260个。"),
        ("1、新建公园20个（已完成）\n建成22个。", "2、新增车位3000个（已完成）\n建成3260个。"),
        (
            "一、公园建设\n1.年度目标：新建公园20个\n2.完成情况：建成22个。",
            "二、车位建设\n1.年度目标：新增车位3000个\n2.完成情况：建成3260个。",
        ),
        ("一、公园建设项目\n新建公园20个。目前已建成22个。", "二、停车场建设项目\n新增车位3000个。目前已建成3260个。"),
        ("1.新建公园20个\n年终完成情况：建成22个。", "2.新增车位3000个\n办理落实情况：建成3260个。"),
    ],
)
def test_how_items_are_numbered_and_answered(first, second):
    items = items_of(f"某区2023年民生实事完成情况\n{first}\n{second}")
    assert [[(str(q.value), q.role, bool(q.matches)) for q in i.quantities] for i in items] == [
        [("20", "target", False), ("22", "actual", True)],
        [("3000", "target", False), ("3260", "actual", True)],
    ]
