"""Numerals that count nothing, rates and stocks beside an increase, dates in words, departments in all their wordings."""

import pytest

from pipelines.reports import parse_report


def items_of(text, title="2023年民生实事完成情况", year=2023):
    return parse_report(f"{title}\n{text}".encode(), filename="report.txt", year=year).items


@pytest.mark.parametrize(
    ("text", "counted", "others"),
    [
        ("为年满60周岁的老年人安装手环1000只。", ["1000只"], [("60周岁", "age")]),
        ("为3-6年级学生开展游泳培训2000人。", ["2000人"], [("3-6年级", "grade")]),
        ("消除学校56人以上大班额42个。", ["42个"], [("56人以上", "grade")]),
        ("改造1号、2号片区3个。", ["3个"], [("1号", "name"), ("2号", "name")]),
        ("建设500千伏工程1项、220千伏2项。", ["1项", "2项"], [("500千伏", "capacity"), ("220千伏", "capacity")]),
        ("新建300米跑道运动场1片、36个班的小学1所。", ["1片", "1所"], [("300米", "capacity"), ("36个班", "capacity")]),
        ("购置12米纯电动公交车20辆。", ["20辆"], [("12米", "model")]),
        ("新建120急救点8个，新增4星级农贸市场3家。", ["8个", "3家"], [("120", "hotline"), ("4星级", "grade")]),
        ("公交站点500米覆盖率达到100%，改造校园12所。", ["100%", "12所"], [("500米", "range")]),
        ("加固护岸3.2km，治理水土流失30km²，投放储备肉300t。", ["3.2km", "30km²", "300t"], []),
        ("安装太阳能路灯800基，新增阅览座位800席。", ["800基", "800席"], []),
    ],
)
def test_numerals_that_count_and_that_do_not(text, counted, others):
    (item,) = items_of("1." + text)
    assert ([q.text for q in item.quantities], [(n.text, n.kind) for n in item.other_numerals]) == (counted, others)


@pytest.mark.parametrize(
    ("promise", "result", "answering"),
    [
        ("新增普惠托位800个。", "全区现有托育机构56家、托位2800个，今年新增托位865个。", "865个"),
        ("新增公租房500套。", "全市公租房保有量达3200套，今年新增512套。", "512套"),
        ("新建充电桩200个。", "今年新建236个，全县累计建成充电桩1850个。", "236个"),
        ("新增托位150个。", "全年新增托位212个，每千人口托位数达到4.6个。", "212个"),
        ("新增体育场地3万平方米。", "新增体育场地3.6万平方米，人均体育场地面积达2.5平方米。", "3.6万平方米"),
    ],
)
def test_the_increase_answers_and_not_the_stock_or_the_rate(promise, result, answering):
    (item,) = items_of(f"1.{promise}\n完成情况：{result}")
    assert [q.text for q in item.quantities if q.matches] == [answering]


@pytest.mark.parametrize(
    ("text", "ratios"),
    [
        ("计划新建公厕20座、改造50座；实际新建22座、改造56座，分别完成110%、112%。", ["110%", "112%"]),
        ("计划建设公路100公里、桥梁6座，已分别完成92公里、4座，分别占92%、66.7%。", ["92%", "66.7%"]),
        ("新增学位5000个，相当于上年的120%。", []),
    ],
)
def test_rates_of_several_promises(text, ratios):
    (item,) = items_of("1." + text)
    assert [q.text for q in item.quantities if q.role == "stated_ratio"] == ratios


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("新增停车位500个。完成时限：第三季度末", "2023-09-30"),
        ("新建公园5个。完成时限：上半年末", "2023-06-30"),
        ("新建公园1个。完成时限：明年3月底", "2024-03-31"),
        ("年底前新增停车位500个，其中6月底前完成200个。", "2023-12-31"),
        ("新建养老中心1所，10月开业运营。", "2023-10-31"),
        ("新建小学12所，年底交付使用。", "2023-12-31"),
    ],
)
def test_by_when(text, due):
    (item,) = items_of("1." + text, title="2023年民生实事项目")
    assert item.deadline.isoformat() == due


@pytest.mark.parametrize(
    ("text", "leads", "supports"),
    [
        ("新增就业1.2万人。（县人社局、县财政局按职责分工负责）", ["县人社局", "县财政局"], []),
        ("新建幼儿园2所。（由县教育局牵头，各乡镇具体落实）", ["县教育局"], ["各乡镇"]),
        ("（教育局）新建标准化操场12个。", ["教育局"], []),
        ("新建驿站7个。【市总工会】", ["市总工会"], []),
        ("新建公园2个。【责任单位：市园林局】", ["市园林局"], []),
        ("新建学校4所。责任主体：市教育局；配合主体：各区政府", ["市教育局"], ["各区政府"]),
        ("修建沼气池300口。牵头单位：县农业农村局；督办单位：县政府督查室", ["县农业农村局"], []),
        ("新建学校10所。责任单位：县教育局，各镇党委、政府", ["县教育局", "各镇党委、政府"], []),
        ("新增学位900个。责任单位：区发改局 区财政局 各镇街", ["区发改局", "区财政局", "各镇街"], []),
        ("新建公园3个。责任单位：市园林局（张建国）、市城管局（李伟）", ["市园林局", "市城管局"], []),
        ("新建学校4所。牵头单位：市教育局局长王志强", ["市教育局"], []),
        ("新建学校4所。责任单位：高新园（邹区镇）", ["高新园（邹区镇）"], []),
        ("新建学校4所。责任单位：县交通局，10月底前完成", ["县交通局"], []),
    ],
)
def test_who_leads_and_who_helps(text, leads, supports):
    (item,) = items_of("1." + text, title="2023年民生实事责任分解")
    assert [[d.name for d in item.departments if d.role == role] for role in ("lead", "support")] == [leads, supports]


def test_a_titled_list_of_exact_figures_promises():
    text = "1.新增学位3240个。\n2.改造农村危房1056户。\n3.改造老旧小区4862户。\n4.改造农村公路126.5公里。\n5.新建高标准农田3.25万亩。\n6.培训2137人。"
    assert {i.kind for i in items_of(text, title="2023年县政府民生实事项目")} == {"plan"}


def test_a_plan_that_spreads_its_number_over_the_year():
    text = "1.建设口袋公园20处，三季度完成10处，四季度完成10处。\n2.改造公厕8座，上半年完成4座，年底前全部完成。"
    assert {i.kind for i in items_of(text, title="2023年为民办实事任务表")} == {"plan"}
