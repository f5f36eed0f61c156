"""Tables of which text is left: how rows were cut, what stands in cells, what headers say."""

import pytest

from pipelines.reports import parse_report

TITLE = "2023年民生实事项目完成情况表\n"


def read(text, filename="report.txt", year=2023):
    return parse_report(text.encode(), filename=filename, year=year)


def told(text, **hints):
    """(promise, result, departments) of each item."""
    return [(i.commitment, i.completion, [d.name for d in i.departments]) for i in read(text, **hints).items]


def pairs_of(text, **hints):
    """(actual, target) values of each item, where one answers the other."""
    found = []
    for item in read(text, **hints).items:
        values = {q.id: q.value for q in item.quantities}
        found.append([(q.value, values[q.matches]) for q in item.quantities if q.matches])
    return found


def test_parts_numbered_inside_a_cell_stay_in_it():
    text = (
        TITLE + "序号|项目名称|目标任务|完成情况|\n1|教育|①新建幼儿园3所；②改造操场6片。|①建成幼儿园3所；②改造操场7片。|\n"
        "2|文化|1.送戏200场；2.放映电影90场。|1.送戏212场；2.放映电影96场。|\n3|就业|培训300人。|培训310人。|"
    )
    assert pairs_of(text) == [[(3, 3), (7, 6)], [(212, 200), (96, 90)], [(310, 300)]]
    assert [n.text for n in read(text).items[1].other_numerals] == ["1.", "2.", "1.", "2."]


def test_a_row_whose_cell_ran_over_several_lines():
    text = (
        TITLE
        + "序号|项目名称|目标任务|完成情况|责任单位\n1|教育|新建学校4所|完成\n4所建设,新增学位\n5400个|教育局\n2|就业|新增就业1.2万人|新增1.31万人|人社局\n3|养老|新增床位300张|新增310张|民政局"
    )
    assert told(text)[0] == ("教育\n新建学校4所", "完成4所建设,新增学位5400个", ["教育局"])


@pytest.mark.parametrize("row", ["\t\t改造校舍15000平方米\t改造15200平方米\t", "\t\t改造校舍15000平方米\t改造15200平方米"])
def test_a_row_that_hangs_below_the_cells_above(row):
    text = (
        TITLE
        + f"序号\t项目名称\t目标任务\t完成情况\t责任单位\n1\t教育\t新建幼儿园2所\t建成2所\t教育局\n{row}\n2\t健康\t免费筛查1.2万人\t筛查1.24万人\t卫健委\n3\t养老\t新增床位300张\t新增310张\t民政局"
    )
    assert told(text)[0] == ("教育\n新建幼儿园2所\n改造校舍15000平方米", "建成2所\n改造15200平方米", ["教育局"])


def test_a_row_without_its_merged_first_and_last_cells():
    text = (
        TITLE
        + "序号|项目名称|目标任务|完成情况|责任单位|\n1|教育|新建幼儿园3所|建成3所|教育局|\n改造操场6片|改造7片|\n2|医疗|筛查1.2万人|筛查1.3万人|卫健局|"
    )
    assert told(text)[0] == ("教育\n新建幼儿园3所\n改造操场6片", "建成3所\n改造7片", ["教育局"])


def test_cells_on_lines_without_numbers_of_the_items():
    text = "某区2023年重点民生实事指标完成情况\n\n指标名称\n\n全年任务目标(个)\n\n实际完成(个)\n\n完成进度\n\n开工改造老旧小区\n\n15\n\n15\n\n100%\n\n新建口袋公园\n\n8\n\n9\n\n112.5%"
    assert told(text) == [("开工改造老旧小区\n15", "15\n100%", []), ("新建口袋公园\n8", "9\n112.5%", [])]
    assert [q.role for q in read(text).items[1].quantities] == ["target", "actual", "stated_ratio"]


@pytest.mark.parametrize(
    ("header", "row", "roles"),
    [
        ("单位|目标任务|实际完成数|完成进度", "人|16000|18233|113.96%", "tas"),
        ("单位|目标任务|1-6月|完成率", "人|9000|5120|56.9%", "tas"),
        ("单位|数量|完成情况|完成率", "人|9000|9385|104.3%", "tas"),
        ("单位|计划|实际|完成计划的%", "人|9000|9385|104.3", "tas"),
        ("单位|目标任务|上半年|全年", "人|9000|5120|9385", "taa"),
        ("单位|2022年完成|2023年目标|2023年完成", "人|8800|9000|9385", "ta"),
    ],
)
def test_what_columns_hold(header, row, roles):
    rows = "".join(f"{n}|城镇新增就业|{row}\n" for n in (1, 2, 3))
    item = read(TITLE + f"序号|项目名称|{header}\n" + rows).items[0]
    assert "".join(q.role[0] for q in item.quantities) == roles
    assert {q.unit for q in item.quantities} <= {"人", "%"} and {q.indicator for q in item.quantities} == {"城镇新增就业"}


def test_the_last_of_several_periods_answers():
    rows = "1|城镇新增就业|人|9000|5120|9385\n2|小区改造|个|30|6|30\n3|新增车位|个|90|60|95\n"
    assert pairs_of(TITLE + "序号|项目名称|单位|目标任务|上半年|全年\n" + rows) == [[(9385, 9000)], [(30, 30)], [(95, 90)]]


@pytest.mark.parametrize(
    ("written", "due"), [("2024.10", "2024-10-31"), ("2024-08-31", "2024-08-31"), ("2024/9/30", "2024-09-30"), ("2024.13", None)]
)
def test_deadlines_in_figures(written, due):
    rows = "".join(f"{n}|老年食堂|新建食堂{n}家|民政局|{written}\n" for n in (1, 2, 3))
    item = read("2024年民生实事项目计划\n序号|项目名称|目标任务|责任单位|完成时限\n" + rows, year=2024).items[0]
    assert (item.deadline.isoformat() if item.deadline else None) == due


def test_names_with_marks_of_their_own():
    text = "2024年民生实事项目任务表\n项目名称|具体任务|责任部门|\n（一）老年食堂|新建食堂8家|民政局|\n（二）适老化改造|改造家庭180户|残联|\n（三）托育|新增托位90个|卫健局|"
    assert told(text, year=2024)[0] == ("老年食堂\n新建食堂8家", None, ["民政局"])


HTML = "<h2>2023年民生实事完成情况</h2><table><tr><td>序号</td><td>项目</td><td>目标任务</td><td{span}>完成情况</td><td>责任单位</td></tr>{head}{rows}</table>"


def test_a_header_row_that_only_divides_a_column():
    head = "<tr><td></td><td></td><td></td><td>完成数</td><td>完成率</td><td></td></tr>"
    rows = "".join(f"<tr><td>{n}</td><td>新建公厕(座)</td><td>12</td><td>13</td><td>108%</td><td>城管局</td></tr>" for n in (1, 2))
    items = read(HTML.format(span=" colspan=2", head=head, rows=rows), filename="a.html").items
    assert [[q.role for q in i.quantities] for i in items] == [["target", "actual", "stated_ratio"]] * 2


def test_departments_stacked_in_a_cell():
    rows = "".join(
        f"<tr><td>{n}</td><td>幼儿园</td><td>新建3所</td><td>建成3所</td><td><p>教育局</p><p>住建局</p></td></tr>" for n in (1, 2)
    )
    items = read(HTML.format(span="", head="", rows=rows), filename="a.html").items
    assert [d.name for d in items[0].departments] == ["教育局", "住建局"]
