"""How the press and the pages of governments set reports: what surrounds a list, and lists that only their surroundings tell."""

import pytest

from pipelines.reports import parse_report
from pipelines.reports.furniture import furniture_kind


def parsed(text, **hints):
    return parse_report(text.encode(), filename="report.txt", **({"year": 2024} | hints))


def items_of(text):
    return [(i.kind, i.commitment, i.completion) for i in parsed(text).items]


def roles_of(text):
    (item,) = parsed("某区2024年民生实事完成情况\n" + text).items
    return [(q.text, q.role, bool(q.matches)) for q in item.quantities]


@pytest.mark.parametrize(
    "line",
    [
        "图为改造后的公园。 张三 摄",
        "发布会现场",
        "【编辑】",
        "文/某日报记者",
        "某日报客户端编辑",
        "|信息索引号|01403/2025-01|生成日期|2025-07-10|",
        "时间:2025-07-10 11:08 字体大小:放大 正常 缩小",
    ],
)
def test_what_belongs_to_the_page(line):
    assert furniture_kind(line.replace("：", ":").replace(" ", "").replace("【", "[").replace("】", "]")) is not None


def test_a_list_below_the_heading_that_counts_it():
    text = "2月1日,某区人大票决产生了2024年度四大民生实事,涵盖养老、就业等方面。\n据悉,经过征集、筛选等程序确定。\n四大民生实事项目\n3万名工人技能培训\n新建公园8个\n20公里步道提升\n5个车站改造\n文图整理王五"
    assert items_of(text) == [("plan", w, None) for w in ("3万名工人技能培训", "新建公园8个", "20公里步道提升", "5个车站改造")]


def test_news_begin_with_what_is_said_of_the_whole_list():
    text = "某社某市7月30日电 记者30日从市发展改革委获悉,2024年上半年,全市十件民生实事到位资金30.5亿元,完成投资20.1亿元。\n图为某公园。李四 摄\n学校完工6所,交付使用2所。共完成两癌检查4.1万人次。公益性岗位安置3200人。\n"
    assert [c for _, _, c in items_of(text)] == ["学校完工6所,交付使用2所。", "共完成两癌检查4.1万人次。", "公益性岗位安置3200人。"]


def test_sentences_about_projects_of_their_own():
    text = "某市“十件实事”落实情况\n12个省级美丽乡村建设试点村项目全部完工,并通过验收。20个建制村环境整治项目已完成15个,完成全年目标任务的75%。水利加快推进,建成堤防8.8公里。"
    assert len(items_of(text)) == 3


def test_the_last_paragraph_praises_the_list():
    text = "2024年全区民生实事完成情况\n完成街路改造3条。\n新建公园8个。\n改造小区12个。\n随着一项项惠民工程落地,全区交出了一份有温度的民生答卷。"
    assert [c for _, _, c in items_of(text)] == ["完成街路改造3条。", "新建公园8个。", "改造小区12个。"]


def test_of_which_opens_a_list_of_paragraphs():
    text = "2024年1-8月全市民生实事进展情况\n1-8月,18个项目累计完成投资9.8亿元。\n其中,养老提升工程,两处服务中心已建成;适老化改造已完成400户;学堂已开课5个班次。\n园林提升项目,东园已竣工;西园完成98%。\n公寓配套项目,1#楼、2#楼已封顶,顶板完成50%。"
    assert [c[:6] for _, _, c in items_of(text)] == ["其中,养老提", "园林提升项目", "公寓配套项目"]


def test_an_overview_above_a_table():
    text = "2024年度市县两级民生实事共计76项,在各部门努力下全部完成。\n市级实事29项,其中17项超额完成、占比58.62%;县级实事47项,其中20项超额完成、占比42.55%。\n附件:1.市级完成情况\n序号 | 项目内容 | 完成情况 | 责任单位 |\n1 | 新增托位300个 | 新增托位320个。 | 县卫健局 |\n2 | 改造公园2个 | 完成改造2个。 | 县城管局 |\n3 | 新建学校1所 | 建成1所。 | 县教育局 |"
    assert [p for _, p, _ in items_of(text)] == ["新增托位300个", "改造公园2个", "新建学校1所"]


@pytest.mark.parametrize(
    ("lead", "kind"),
    [
        ("某区2024年民生实事\n2024年,票选出的3件民生实事项目完成情况如下:", "delivery"),
        ("某市全面完成2024年民生实事目标任务\n3件民生实事:", "delivery"),
        ("会议票决通过某区2024年民生实事项目3个,分别为:", "plan"),
    ],
)
def test_the_lead_in_says_whether_a_list_promises(lead, kind):
    assert {k for k, _, _ in items_of(lead + "5所学校建设;老年人体检5000人;菜市场改造2个。")} == {kind}


def test_the_name_of_each_promise_stands_above_it():
    text = "五项民生实事进展如何\n学校建设项目\n新建综合楼1幢。\n进展情况：正在进行地基施工。\n河道整治工程\n整治河道117条。\n进展情况：累计完成整治100条。\n健身惠民工程\n新建健身点25个。\n进展情况：9月底已完工。"
    assert [p for _, p, _ in items_of(text)] == [
        "学校建设项目\n新建综合楼1幢。",
        "河道整治工程\n整治河道117条。",
        "健身惠民工程\n新建健身点25个。",
    ]


def test_numbered_lines_without_full_stop_promise_what_is_reported_below():
    text = "2024年为民办实事项目实施情况\n一、新增公办学位5万个，改造教室照明设备2万间\n省级补助资金下达5.45亿元，完成年度计划的104.44%。\n（一）学位建设：全部开工，投用后新增学位10.74万个。\n（二）照明改造：全省完成改造21702间。\n二、新建、改扩建幼儿园150所，惠及各地学前儿童\n省级补助资金下达4.2亿元。全省开工195所。\n三、新建5个、累计建成18个就业服务站点\n完成建设方案，开展3场培训。"
    assert [p for _, p, _ in items_of(text)] == [
        "新增公办学位5万个，改造教室照明设备2万间",
        "新建、改扩建幼儿园150所，惠及各地学前儿童",
        "新建5个、累计建成18个就业服务站点",
    ]


def test_what_was_spent_stands_between_promise_and_labelled_result():
    text = "某市2023年1-3月民生实事进展情况\n一、新建幼儿园7所。\n年度投资目标1549万元，1-3月完成投资251万元，占年度投资目标的16.2%。\n推进情况：两所进行主体施工。\n二、培训2万人次。\n推进情况：培训5585人次。"
    assert items_of(text)[0] == (
        "delivery",
        "新建幼儿园7所。",
        "年度投资目标1549万元，1-3月完成投资251万元，占年度投资目标的16.2%。\n两所进行主体施工。",
    )


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("1.管网工程计划累计完成改造7公里，实际完成22.12公里。", [("7公里", "target", False), ("22.12公里", "actual", True)]),
        ("1.新增200张养老床位\n新增200张养老床位：目前正在施工改造。", [("200张", "target", False), ("200张", "target", False)]),
        ("1.300公里公路安保工程，现已完成344公里。", [("300公里", "target", False), ("344公里", "actual", True)]),
        ("1.登记失业人数19912人，低于指标数48人，已控制在范围内。", [("19912人", "actual", False), ("48人", "context", False)]),
    ],
)
def test_promises_inside_what_is_reported(text, roles):
    assert roles_of(text) == roles


@pytest.mark.parametrize(
    ("text", "counted", "others"),
    [
        ("建成文物展馆，展出40余种。", ["40余种"], []),
        ("新增墓穴10000穴。", ["10000穴"], []),
        ("扩建场馆5800平。", ["5800平"], []),
        ("提前完成7、8月份节点任务。", [], ["7、8月份"]),
        ("1#楼已封顶。", [], ["1#"]),
    ],
)
def test_measure_words_and_numerals_that_count_nothing(text, counted, others):
    (item,) = parsed("某区2024年民生实事完成情况\n1." + text).items
    assert ([q.text for q in item.quantities], [n.text for n in item.other_numerals]) == (counted, others)


def test_a_share_is_no_rate_of_the_sum_before_it():
    (item,) = parsed("某区2024年民生实事完成情况\n1.发放养老补贴，按照每人每月200元的标准承担30%。").items
    assert [(q.text, q.period) for q in item.quantities] == [("200元", "month"), ("30%", None)]


def test_an_office_inside_the_department_is_no_lead():
    header = "序号\n重点工作任务\n牵头单位\n负责科室\n负责人\n计划完成时间\n进展情况\n"
    rows = ["新增食堂15个", "新增床位100张", "建成启用区级老年活动中心"]
    cells = "".join(f"{n}\n{r}\n区民政局\n养老服务科\n（姓名）\n11月底前\n目前已完成选址{n}处。\n" for n, r in enumerate(rows, 1))
    items = parsed("某区2024年民生实事进展\n" + header + cells).items
    assert [(i.commitment, [d.name for d in i.departments]) for i in items] == [(r, ["区民政局"]) for r in rows]


def test_rows_of_blank_parted_cells_that_leave_out_the_last_ones():
    text = (
        "某区2017年1-8月民生实事完成情况表\n序号 项目名称 责任单位 目标任务 1- 8月完成情况  1-8月完成率% 备注\n"
        "1 农村饮水巩固 农林局 1300人 700 54%\n2 新增养老床位 民政局 71个 55 77%\n3 残疾儿童康复 残联 73人 73 100%\n4 安装视频监控 公安分局 100个 设备购进中"
    )
    items = parsed(text).items
    assert [(q.value, q.unit, q.role) for q in items[0].quantities] == [
        (1300, "人", "target"),
        (700, "人", "actual"),
        (54, "%", "stated_ratio"),
    ]
    assert [i.departments[0].name for i in items] == ["农林局", "民政局", "残联", "公安分局"]
