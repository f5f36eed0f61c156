"""Where a list begins and ends: chapters around it, closings below it, a second list, what follows each item."""

import pytest

from pipelines.reports import parse_report

ITEMS = "1.新建学校2所，完成率100%。\n2.改造小区25个，完成率104%。\n3.新增车位300个，完成率102%。"
PLAN = "1.新建学校2所。\n2.改造小区25个。"


def items_of(text, year=2023):
    return parse_report(text.encode(), filename="report.txt", year=year).items


def results_of(text, **hints):
    return [i.completion for i in items_of(text, **hints)]


@pytest.mark.parametrize(
    "below",
    [
        "下一步工作打算\n（一）加大投入力度。\n（二）加强督查考核。",
        "二、工作要求\n（一）加大投入，统筹资金2000万元。\n（二）每季度通报1次。",
        "工作要求：\n（一）加大投入，统筹资金2000万元。\n（二）每季度通报1次。",
        "下一步，我们将重点做好以下工作：\n1.加强统筹，每月召开1次协调会。\n2.落实资金14亿元。",
        "感谢广大市民的关心支持，欢迎提出意见建议。",
        "截至2023年12月底，以上3项民生实事已全部完成。",
        "2024年，我区将新实施10件民生实事，计划投资12亿元。",
        "（以上数据由区统计局提供，统计截至2023年12月20日）",
        "公示期为2024年1月5日至1月11日，如有异议，请于公示期内反映，电话0371-65000000。",
    ],
)
def test_what_stands_below_the_last_item_is_no_part_of_it(below):
    assert results_of("2023年民生实事完成情况\n" + ITEMS + "\n" + below) == [x[2:] for x in ITEMS.split("\n")]


@pytest.mark.parametrize(
    ("chapters", "count"),
    [
        (
            "一、完成情况\n（一）新增就业5.6万人，完成率112%。\n（二）新建幼儿园8所，完成率100%。\n二、主要做法\n（一）坚持高位推动。先后12次专题研究。\n（二）坚持挂图作战。召开调度会24次。",
            2,
        ),
        (
            "一、重点任务\n（一）教育方面\n1.新建学校10所。\n2.新增学位3000个。\n（二）医疗方面\n1.新建医院1个。\n2.改造卫生院6所。\n二、保障措施\n（一）加强领导。各单位要高度重视。\n（二）加强督查。每季度开展1次督查。",
            4,
        ),
        ("一、起草背景\n经公开征集，共收到意见建议1260条。\n二、项目内容\n1.新增学位1080个。\n2.新建养老中心2个。", 2),
    ],
)
def test_chapters_without_promises_hold_no_item(chapters, count):
    assert len(items_of("2023年民生实事工作报告\n" + chapters)) == count


@pytest.mark.parametrize(
    ("first", "second", "years"),
    [
        ("一、2023年民生实事完成情况", "二、2024年民生实事打算", (2023, 2024)),
        ("一、2023年民生实事完成情况", "二、下一年度民生实事计划", (2023, 2024)),
        ("关于2023年民生实事完成情况和2024年民生实事安排意见的报告\n一、上年度完成情况", "二、本年度安排意见", (2023, 2024)),
        ("【2023年完成情况】", "【2024年计划】", (2023, 2024)),
        ("2023年民生实事完成情况", "下一步，拟定2024年民生实事如下：", (2023, 2024)),
    ],
)
def test_a_second_list(first, second, years):
    items = items_of(f"{first}\n{ITEMS}\n{second}\n{PLAN}", year=2024)
    assert [(i.kind, i.year) for i in items] == [("delivery", years[0])] * 3 + [("plan", years[1])] * 2
    assert items[2].completion == "新增车位300个，完成率102%。"


def test_this_years_list_above_last_years():
    text = f"某区2024年民生实事项目\n{PLAN}\n2023年民生实事项目（共3件，总投资5.8亿元）完成情况如下：\n{ITEMS}"
    assert [(i.kind, i.year) for i in items_of(text, year=2024)] == [("plan", 2024)] * 2 + [("delivery", 2023)] * 3


@pytest.mark.parametrize("label", ["下一步", "下一步工作措施", "存在的困难", "问题", "二季度计划", "对策措施"])
def test_what_is_next_or_amiss_is_no_result(label):
    text = "".join(f"{n}.新增床位300张。\n进展情况：已新增260张。\n{label}：开展检查{n}次。\n" for n in (1, 2, 3))
    items = items_of("2023年民生实事进展情况\n" + text)
    assert [[(q.text, bool(q.matches)) for q in i.quantities] for i in items] == [[("300张", False), ("260张", True)]] * 3


def test_the_next_step_inside_a_result_is_neither_done_nor_promised():
    (item, _) = items_of(
        "2023年民生实事进展\n1.新建绿道10公里。\n目前，已建成6公里。下一步，计划再建设绿道4公里。\n2.新建公园2个。\n目前，已建成1个。"
    )
    assert [(q.text, q.role) for q in item.quantities] == [("10公里", "target"), ("6公里", "actual"), ("4公里", "context")]


@pytest.mark.parametrize(("promise", "result"), [("任务", "完成"), ("目标", "结果"), ("承诺", "兑现情况")])
def test_pairs_of_short_labels(promise, result):
    text = "".join(f"{n}.就业增收\n{promise}：新增城镇就业{n}万人。\n{result}：新增城镇就业{n}.2万人。\n" for n in (1, 2, 3))
    assert [[bool(q.matches) for q in i.quantities] for i in items_of("2023年民生实事完成情况\n" + text)] == [[False, True]] * 3


def test_pairs_of_lines_without_marks():
    text = "2023年民生实事完成情况\n改造老旧小区40个\n40个老旧小区已全部改造完成。\n新增停车泊位2000个\n新增停车泊位2160个，完成年度任务的108%。"
    assert [(i.commitment, i.completion) for i in items_of(text)] == [
        ("改造老旧小区40个", "40个老旧小区已全部改造完成。"),
        ("新增停车泊位2000个", "新增停车泊位2160个，完成年度任务的108%。"),
    ]


@pytest.mark.parametrize("between", ["— 2 —", "2", "某县2022年为民办实事项目完成情况", "某县2022年为民办实事项目完成情况                2"])
def test_what_stands_between_two_pages_is_no_part_of_a_sentence(between):
    text = (
        "某县2022年为民办实事项目完成情况\n1.新增养老床位300张。全年建成养老机构床位\n"
        + between
        + "\n312张，完成年度目标的104%。\n2.新增停车泊位2000个。全年实际新增公共停\n车泊位2380个，完成年度目标的119%。"
    )
    (first, _) = items_of(text, year=2022)
    assert [q.text for q in first.quantities] == ["300张", "312张", "104%"]


@pytest.mark.parametrize("mark", ["（{}）", "{}）"])
def test_marks_of_sub_points_are_no_quantities(mark):
    points = "".join(f"{mark.format(n)}改造第{n}片区小区{n + 3}个，已完工；\n" for n in (1, 2))
    (item, _) = items_of("2023年民生实事完成情况\n1.改造老旧小区9个。\n" + points + "2.新建公园2个。\n已建成2个。")
    assert [q.text for q in item.quantities] == ["9个", "4个", "5个"]


def test_summaries_between_categories_belong_to_no_item():
    text = "2023年民生实事完成情况\n一、教育\n1.新建幼儿园。完成2所。\n2.改造食堂。完成8个。\n小结：教育共投入3600万元。\n二、医疗\n1.新建卫生室。完成10个。\n2.购置救护车。完成6辆。\n小结：医疗共投入1800万元。"
    assert [[q.text for q in i.quantities] for i in items_of(text)] == [["2所"], ["8个"], ["10个"], ["6辆"]]
