"""How reports are set, a small document a form: (text, items found as number, promise, result)."""

import pytest

from pipelines.reports import ReportRefused, parse_report
from pipelines.reports.furniture import furniture_kind
from pipelines.reports.sections import heading_kind


def parsed(text, **hints):
    return parse_report(text.encode(), filename="report.txt", **({"year": 2024} | hints))


def items_of(text):
    return [(i.item_no, i.commitment, i.completion) for i in parsed(text).items]


def words(text):
    return text.split()


NUMBERINGS = {
    "dot": "1.新建学校3所。\n2.改造小区5个。\n3.新增车位9个。",
    "comma": "1、新建学校3所。\n2、改造小区5个。\n3、新增车位9个。",
    "full stop": "1。新建学校3所。\n2。改造小区5个。\n3。新增车位9个。",
    "full width": "１．新建学校3所。\n２．改造小区5个。\n３．新增车位9个。",
    "star": "*1.新建学校3所。\n2.改造小区5个。\n*3.新增车位9个。",
    "brackets": "（1）新建学校3所。\n（2）改造小区5个。\n（3）新增车位9个。",
    "half bracket": "1)新建学校3所。\n2)改造小区5个。\n3)新增车位9个。",
    "Chinese": "一、新建学校3所。\n二、改造小区5个。\n三、新增车位9个。",
    "Chinese in brackets": "（一）新建学校3所。\n（二）改造小区5个。\n（三）新增车位9个。",
    "first is": "一是新建学校3所。\n二是改造小区5个。\n三是新增车位9个。",
    "circled": "①新建学校3所。\n②改造小区5个。\n③新增车位9个。",
    "in one sign": "⒈新建学校3所。\n⒉改造小区5个。\n⒊新增车位9个。",
    "dark circles": "❶新建学校3所。\n❷改造小区5个。\n❸新增车位9个。",
    "ordinal": "第一件：新建学校3所。\n第二件：改造小区5个。\n第三件：新增车位9个。",
    "ordinal and a blank": "第一件　新建学校3所。\n第二件　改造小区5个。\n第三件　新增车位9个。",
    "digits of an ordinal": "第1项　新建学校3所。\n第2项　改造小区5个。\n第3项　新增车位9个。",
    "alone on its line": "1\n新建学校3所。\n2\n改造小区5个。\n3\n新增车位9个。",
    "glued": "1新建学校3所\n2改造小区5个\n3新增车位9个",
    "named": "项目一：新建学校3所。\n项目二：改造小区5个。\n项目三：新增车位9个。",
    "one of ten": "十件实事之一：新建学校3所。\n十件实事之二：改造小区5个。\n十件实事之三：新增车位9个。",
    "bullets": "●新建学校3所。\n●改造小区5个。\n●新增车位9个。",
    "ticked boxes": "☑新建学校3所。\n☑改造小区5个。\n☑新增车位9个。",
    "dashes": "——新建学校3所。\n——改造小区5个。\n——新增车位9个。",
    "running on": "1.新建学校3所。2.改造小区5个。3.新增车位9个。",
    "none": "新建学校3所。\n改造小区5个。\n新增车位9个。",
    "a chain": "2024年3件民生实事分别是：新建学校3所；改造小区5个；新增车位9个。",
}


@pytest.mark.parametrize("text", NUMBERINGS.values(), ids=NUMBERINGS)
def test_numberings(text):
    found = [(n, (c or "").rstrip("。；")) for n, c, _ in items_of("某区2024年民生实事项目\n" + text)]
    assert found == [(1, "新建学校3所"), (2, "改造小区5个"), (3, "新增车位9个")]


@pytest.mark.parametrize(
    "line",
    ["2.5万户居民受益", "更换床铺 3,500 套", "（其中城区600户）", "一体化改造", "三级医院5家", "2024年改造小区5个", "3个月内完成"],
)
def test_what_is_no_number_of_an_item(line):
    found = items_of(f"某区2024年民生实事项目\n1.新建学校3所，{line}。\n2.改造小区5个。\n3.新增车位9个。")
    assert [n for n, _, _ in found] == [1, 2, 3]


FORMS = {
    "labels on their lines": (
        "1.新建学校3所。\n完成情况：已建成3所。\n牵头单位：区教委\n2.改造小区5个。\n完成情况：已改造6个。\n牵头单位：区住建委",
        [(1, "新建学校3所。", "已建成3所。"), (2, "改造小区5个。", "已改造6个。")],
    ),
    "values on the next line": (
        "1.新建学校3所。\n完成情况：\n已建成3所。\n2.改造小区5个。\n完成情况：\n已改造6个。",
        [(1, "新建学校3所。", "已建成3所。"), (2, "改造小区5个。", "已改造6个。")],
    ),
    "framed labels": (
        "1.新建学校3所。【完成情况】已建成3所。【牵头单位】区教委\n2.改造小区5个。【完成情况】已改造6个。【牵头单位】区住建委",
        [(1, "新建学校3所。", "已建成3所。"), (2, "改造小区5个。", "已改造6个。")],
    ),
    "framed labels that begin items": (
        "【任务】新建学校3所。\n【工作进度】已建成3所。\n【任务】改造小区5个。\n【工作进度】已改造6个。",
        [(1, "新建学校3所。", "已建成3所。"), (2, "改造小区5个。", "已改造6个。")],
    ),
    "bullets before labels": (
        "PART 01\n教育\n▶ 年度目标：新建学校3所。\n▶ 完成情况：建成3所。\nPART 02\n住房\n▶ 年度目标：改造小区5个。\n▶ 完成情况：改造6个。",
        [(1, "教育\n新建学校3所。", "建成3所。"), (2, "住房\n改造小区5个。", "改造6个。")],
    ),
    "promise and result in two paragraphs": (
        "1.新建学校3所。\n已建成3所。\n2.改造小区5个。\n已改造6个。",
        [(1, "新建学校3所。", "已建成3所。"), (2, "改造小区5个。", "已改造6个。")],
    ),
    "promise and result in one paragraph": (
        "1.新建学校3所。已建成3所。\n2.改造小区5个。截至11月底，改造6个。",
        [(1, "新建学校3所。", "已建成3所。"), (2, "改造小区5个。", "截至11月底，改造6个。")],
    ),
    "a promise that is said to be one": (
        "一、教育扩容。年初计划新建学校3所。施工4月开始，年底建成3所。\n二、小区改造。年初计划改造小区5个。春季改造2个，秋季改造4个。",
        [
            (1, "教育扩容。年初计划新建学校3所。", "施工4月开始，年底建成3所。"),
            (2, "小区改造。年初计划改造小区5个。", "春季改造2个，秋季改造4个。"),
        ],
    ),
    "results after a name": (
        "1.学校建设。建成学校3所，完成年度任务的100%。\n2.小区改造。改造小区6个，完成年度任务的120%。",
        [(1, None, "学校建设。建成学校3所，完成年度任务的100%。"), (2, None, "小区改造。改造小区6个，完成年度任务的120%。")],
    ),
    "results, not all of which say so": (
        "1.建成学校3所，全部完工。\n2.改造小区6个，完成年度任务的120%。\n3.新增车位9个。\n4.已安装电梯8部。",
        [
            (1, None, "建成学校3所，全部完工。"),
            (2, None, "改造小区6个，完成年度任务的120%。"),
            (3, None, "新增车位9个。"),
            (4, None, "已安装电梯8部。"),
        ],
    ),
    "an overview says that results follow": (
        "全区3件民生实事进展良好。\n1.新建学校3所。\n2.改造小区5个。\n3.新增车位9个。",
        [(1, None, "新建学校3所。"), (2, None, "改造小区5个。"), (3, None, "新增车位9个。")],
    ),
    "sentences that report each for itself": (
        "城镇新增就业7.2万人，超额完成23.2%。农村公路改造412公里，超额完成3%。危房改造1.16万户，为计划的102%。",
        [
            (1, None, "城镇新增就业7.2万人，超额完成23.2%。"),
            (2, None, "农村公路改造412公里，超额完成3%。"),
            (3, None, "危房改造1.16万户，为计划的102%。"),
        ],
    ),
    "what comes next is no item": (
        "一、项目完成情况\n（一）新建学校3所。已建成3所。\n（二）改造小区5个。已改造6个。\n二、下一步工作打算\n（一）加强管护。\n（二）提前谋划。",
        [(1, "新建学校3所。", "已建成3所。"), (2, "改造小区5个。", "已改造6个。")],
    ),
    "the page around it": (
        "首页 > 政务公开 > 民生实事\n1.新建学校3所。\n- 1 -\n2.改造小区5个。\n3.新增车位9个。\n打印本页 关闭窗口\n版权所有：某区人民政府",
        [(1, "新建学校3所。", None), (2, "改造小区5个。", None), (3, "新增车位9个。", None)],
    ),
    "a page ends in a sentence": (
        "1.新建学校3所。\n完成情况：已建成学校3所，新增学位900\n- 1 -\n个。\n2.改造小区5个。\n完成情况：已改造6个。",
        [(1, "新建学校3所。", "已建成学校3所，新增学位900个。"), (2, "改造小区5个。", "已改造6个。")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS)
def test_forms(text, expected):
    found = [(n, c, d) for n, c, d in items_of("某区2023年民生实事\n" + text)]
    assert found == expected


ROWS = [(1, "新建学校3所", "建成3所"), (2, "改造小区5个", "改造6个"), (3, "新增车位9个", "新增9个")]
TABLES = {
    "bars": "序号|项目|完成情况|责任单位\n1|新建学校3所|建成3所|区教委\n2|改造小区5个|改造6个|区住建委\n3|新增车位9个|新增9个|区城管委",
    "framed": "|序号|项目|完成情况|责任单位|\n|---|---|---|---|\n|1|新建学校3所|建成3所|区教委|\n|2|改造小区5个|改造6个|区住建委|\n|3|新增车位9个|新增9个|区城管委|",
    "a cell a line with bars": "\n".join(
        f"{c} |"
        for c in words(
            "序号 项目 完成情况 责任单位 1 新建学校3所 建成3所 区教委 2 改造小区5个 改造6个 区住建委 3 新增车位9个 新增9个 区城管委"
        )
    ),
    "a cell a line": "\n".join(
        words("序号 项目名称 完成情况 责任单位 1 新建学校3所 建成3所 区教委 2 改造小区5个 改造6个 区住建委 3 新增车位9个 新增9个 区城管委")
    ),
    "blanks": "序号 项目名称 完成情况 责任单位\n1 新建学校3所 建成3所 区教委\n2 改造小区5个 改造6个 区住建委\n3 新增车位9个 新增9个 区城管委",
    "tabs": "序号\t项目名称\t完成情况\t责任单位\n1\t新建学校3所\t建成3所\t区教委\n2\t改造小区5个\t改造6个\t区住建委\n3\t新增车位9个\t新增9个\t区城管委",
    "drawn": "┌──┬────┐\n│序号│项目名称│完成情况│责任单位│\n├──┼────┤\n│１│新建学校3所│建成3所│区教委│\n├──┼────┤\n│２│改造小区5个│改造6个│区住建委│\n│３│新增车位9个│新增9个│区城管委│\n└──┴────┘",
    "numbers inside the names": "项目指标 完成情况 责任单位\n1.新建学校3所 建成3所 区教委\n2.改造小区5个 改造6个 区住建委\n3.新增车位9个 新增9个 区城管委",
    "names and values": "".join(
        f"序号|{n}\n项目名称|{p}\n完成情况|{r}\n责任单位|{d}\n"
        for (n, p, r), d in zip(ROWS, ("区教委", "区住建委", "区城管委"), strict=True)
    ),
    "without numbers": "\n".join(
        words("项目名称 牵头单位 完成情况 新建学校3所 区教委 建成3所 改造小区5个 区住建委 改造6个 新增车位9个 区城管委 新增9个")
    ),
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_tables(text):
    report = parsed("某区2023年民生实事项目完成情况表\n" + text)
    assert [(i.item_no, i.commitment, i.completion) for i in report.items] == ROWS
    assert [[d.name for d in i.departments] for i in report.items] == [["区教委"], ["区住建委"], ["区城管委"]]


def test_empty_cells_between_tabs_keep_their_place():
    report = parsed(
        "某区2023年民生实事项目完成情况\n序号\t项目\t年度目标\t牵头单位\t完成情况\n1\t教育\t新建学校3所\t区教委\t建成3所\n"
        "\t\t新增学位900个\t\t新增910个\n2\t住房\t改造小区5个\t区住建委\t\n3\t停车\t新增车位9个\t区城管委\t新增9个"
    )
    first, second, _ = report.items
    assert (first.commitment, first.completion) == ("教育\n新建学校3所\n新增学位900个", "建成3所\n新增910个")
    assert (second.commitment, second.completion) == ("住房\n改造小区5个", None)


def test_a_list_that_runs_on_over_cut_lines():
    first = "1.新建学校3所，完成年度任务的113.3%，农村办学条件进一步改善。2.城镇新增就业3860人；农村劳动力转移就业4230人，"
    found = items_of(f"某县2023年民生实事完成情况\n{first}\n完成年度任务的105.8%。3.改造小区5个。4.12个卫生院完成改造。5.新增车位9个。")
    assert [n for n, _, _ in found] == [1, 2, 3, 4, 5]
    assert found[1][2].endswith("4230人，完成年度任务的105.8%。")


def test_a_list_that_runs_on_over_headings_in_its_lines():
    found = items_of(
        "某市2024年民生实事\n一、扩大就业 1.城镇新增就业8万人以上。（主办单位：市人社局） 2.12个创业园投用。（主办单位：市人社局）\n"
        "二、保障住房 3.改造小区5个。（主办单位：市住建委） 4.新增车位9个。（主办单位：市城管委）"
    )
    assert [(n, (c or "")[:6]) for n, c, _ in found] == [(1, "城镇新增就业"), (2, "12个创业园"), (3, "改造小区5个"), (4, "新增车位9个")]


def test_an_item_without_result_among_promises_with_results():
    text = "1.新建学校3所。上半年，新建学校2所。\n2.改造小区5个。上半年，改造小区4个。\n3.新增车位9个。"
    assert items_of("某区2024年上半年民生实事推进情况通报\n" + text)[2] == (3, "新增车位9个。", None)


def test_offices_of_all_towns_in_a_column():
    text = (
        "序号 主要任务 进展情况 牵头单位 责任单位 1 新建学校3所。 建成3所。 教育局 各镇街 2 改造小区5个。 改造6个。 住建局 财政局、各镇街"
    )
    first, second = parsed("某区2023年民生实事推进情况\n" + "\n".join(words(text))).items
    assert [d.name for d in first.departments] == ["教育局", "各镇街"]
    assert [d.name for d in second.departments] == ["住建局", "财政局", "各镇街"]


def test_a_bare_number_counts_in_the_written_unit_of_its_target():
    text = "序號|項目|目標任務|完成情況\n1|新增養老床位|560張|588\n2|農村危房改造|9200戶|9200\n3|新建學校|3所|3"
    found = [q.unit for i in parsed("某市2017年民生實事完成情況\n" + text).items for q in i.quantities]
    assert found == ["張", "張", "戶", "戶", "所", "所"]


def test_columns_of_months_are_results():
    report = parsed(
        "某县2023年民生实事进展\n序号|项目及目标|截至6月底|截至10月底|责任单位\n1|新建学校3所|开工2所|建成3所|县教育局\n"
        "2|改造小区5个|完成1个|完成5个|县住建局\n3|新增车位9个|完成2个|完成9个|县城管局"
    )
    assert report.items[1].completion == "完成1个\n完成5个"


def test_a_unit_of_the_header_counts_for_the_numbers_below():
    report = parsed("某县2023年民生实事完成情况\n序号|项目|完成投资（万元）|完成比例（%）\n1|新建学校3所|320|106.5\n2|改造小区5个|45.5|98")
    values = [(q.value, q.unit, q.role) for q in report.items[1].quantities if q.field == "completion"]
    assert values == [(455000, "元", "actual"), (98, "%", "stated_ratio")]


@pytest.mark.parametrize(
    ("text", "lead", "support"),
    [
        ("牵头单位：区教委\n配合单位：区财政局、各街道", ["区教委"], ["区财政局", "各街道"]),
        ("（牵头单位：区教委；责任单位：区财政局，各街道）", ["区教委"], ["区财政局", "各街道"]),
        ("（责任单位区教委、各街道）", ["区教委", "各街道"], []),
        ("（区教委、区财政局）", ["区教委", "区财政局"], []),
        ("由区教委牵头，区财政局配合。", ["区教委"], ["区财政局"]),
        ("【牵头单位】区教委【配合单位】区财政局", ["区教委"], ["区财政局"]),
        ("承办单位　区教委　协办单位　区财政局、各街道", ["区教委"], ["区财政局", "各街道"]),
        ("责任单位：区妇儿工委办公室（区妇联）", ["区妇儿工委办公室（区妇联）"], []),
        ("责任单位：区教委", ["区教委"], []),
    ],
)
def test_departments(text, lead, support):
    glue = "" if text[0] in "（由【" else "\n"
    item = parsed(f"某区2024年民生实事\n1.新建学校3所。{glue}{text}\n2.改造小区5个。\n牵头单位：区住建委").items[0]
    assert [d.name for d in item.departments if d.role == "lead"] == lead
    assert [d.name for d in item.departments if d.role == "support"] == support
    assert item.commitment == "新建学校3所。"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("- 3 -", "page_number"),
        ("3/8", "page_number"),
        ("来源：市政府办公室", "source"),
        ("2024-01-05 08:16 来源：某市日报 浏览次数：102 字号：大 中 小 打印", "page_line"),
        ("首页 > 政务公开 > 民生实事", "breadcrumb"),
        ("地情资料库>某市年鉴(2019)>民生实事", "breadcrumb"),
        ("郑重声明：本文版权归原作者所有", "disclaimer"),
        ("0人觉得有用", "comments"),
        ("上一页[1][2][3]下一页", "pager"),
        ("（此件主动公开）", "closing"),
        ("附件【清单.docx】已下载132次", "annexes"),
        ("2024年1月5日印发", "date"),
        ("1.新建学校3所。", None),
        ("打印社区食堂菜单3万份，惠及居民。", None),
        ("附件1 2023年民生实事完成情况", None),
    ],
)
def test_furniture(text, kind):
    from pipelines.reports.text import compact, plain_of

    assert furniture_kind(compact(text, plain_of(text), 0, len(text)).plain) == kind


@pytest.mark.parametrize(
    ("text", "kind"), [("2023年民生实事完成情况", "delivery"), ("2024年民生实事项目计划", "plan"), ("2024年重要民生实事项目", None)]
)
def test_what_a_heading_announces(text, kind):
    assert heading_kind(text) == kind


def test_two_lists_of_one_document_keep_apart():
    report = parsed(
        "某市2023年民生实事完成情况和2024年民生实事项目\n附件1　2023年民生实事完成情况\n1.新建学校3所。\n完成情况：建成3所。\n2.改造小区5个。\n"
        "完成情况：改造6个。\n附件2　2024年民生实事项目\n1.新建学校4所。\n2.改造小区7个。"
    )
    assert [(i.year, i.kind, i.item_no) for i in report.items] == [
        (2023, "delivery", 1),
        (2023, "delivery", 2),
        (2024, "plan", 1),
        (2024, "plan", 2),
    ]


@pytest.mark.parametrize(
    ("title", "year", "place"),
    [
        ("某市某区2024年重要民生实事项目\n完成情况公告", 2024, "某市某区"),
        ("某区2023年民生实事办理结果\n及2024年民生实事安排", 2024, "某区"),
        ("某区民生实事完成情况\n2023年度3件民生实事全部完成。", 2023, "某区"),
    ],
)
def test_titles(title, year, place):
    report = parsed(title + "\n1.新建学校3所。\n2.改造小区5个。\n3.新增车位9个。", year=None)
    assert (report.items[0].year, report.jurisdiction) == (year, place)


def test_readings_behind_characters_are_no_text():
    report = parsed("某區2024年民生實事項(xiàng)目\n1.新增停車(chē)位3萬(wàn)個(gè)。\n2.改造小區(qū)5個(gè)。\n3.新建學(xué)校3所。")
    (quantity,) = report.items[0].quantities
    assert (report.items[0].commitment, quantity.value, quantity.unit, quantity.quote) == ("新增停車位3萬個。", 30000, "個", "3萬(wàn)個")


@pytest.mark.parametrize(
    "text",
    [
        "今日菜单\n米饭、青菜、豆腐。",
        "用户登录\n用户名\n密码\n忘记密码",
        "关于召开会议的通知\n定于明日上午召开会议，请准时参加。",
        "。",
        "1",
    ],
)
def test_what_is_no_report_is_refused(text):
    with pytest.raises(ReportRefused) as refused:
        parsed(text)
    assert refused.value.code == "not_a_report"


RUN_TOGETHER = (
    "1、某区2024年民生实事项目责任分解表序号项目名称主要内容区政府分管领导牵头单位配合单位1增加学位新建学校3所,新增学位900个。(姓名)教育局高新园(新河镇"
    "\n2、)各街道2促进就业城镇新增就业15000人;培训2家企业职工。(姓名)人社局各街道3优化养老提升养老服务站8家。(姓名)民政局街道办事处"
)


def test_a_table_of_which_neither_lines_nor_cells_are_left():
    first, second, third = parsed(RUN_TOGETHER).items
    assert [(q.text, q.role) for q in first.quantities] == [("3所", "target"), ("900个", "target")]
    assert [(d.role, d.name) for d in first.departments] == [("lead", "教育局"), ("support", "高新园(新河镇)"), ("support", "各街道")]
    assert [q.text for q in second.quantities] == ["15000人", "2家"], "培训2家 is no item 2"
    assert [d.name for d in third.departments] == ["民政局", "街道办事处"]


def test_rows_that_run_together_line_by_line():
    text = "类别序号重点工作内容牵头单位全年完成情况\n民生86新增学位1000个。区教委新增学位1260个,超额完成任务。\n民生87建设驿站3家。区民政局、各街道办事处建成驿站3家。"
    found = parsed("某区2020年重点工作完成情况\n" + text).items
    assert [(i.item_no, i.commitment, i.completion) for i in found] == [
        (86, "新增学位1000个。", "新增学位1260个,超额完成任务。"),
        (87, "建设驿站3家。", "建成驿站3家。"),
    ]
    assert [d.name for d in found[1].departments] == ["区民政局", "各街道办事处"]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("序号|项目|计量单位|完成数", "|棚改建成|万套|13.21", (132100, "套")),
        ("序号|项目|单位|完成数", "|农村公路|公里|8620", (8620, "公里")),
        ("序号|项目|年度目标|完成数", "|家庭医生签约（万人）|8.5|9.1", (91000, "人")),
        ("序号|项目|年度目标|完成数", "|改造小区|5个|6", (6, "个")),
    ],
)
def test_where_the_unit_of_a_bare_number_stands(header, row, expected):
    report = parsed(f"某区2023年民生实事完成情况\n{header}\n" + "\n".join(f"{n}{row}" for n in (1, 2, 3)))
    done = [q for q in report.items[0].quantities if q.field == "completion"]
    assert [(q.value, q.unit) for q in done] == [expected]


def test_a_blank_between_the_number_of_an_item_and_its_first_word():
    found = items_of("某区2024年民生实事项目\n1. 65岁以上老人免费体检。\n2. 14座压缩站改造。\n3. 新增车位9个。")
    assert [(n, (c or "")[:5]) for n, c, _ in found] == [(1, "65岁以上"), (2, "14座压缩"), (3, "新增车位9")]


def test_numbers_with_a_zero_before_a_label():
    text = "".join(
        f"0{n} 项目名称：{name}\n项目内容：\n{name}{n}处。\n进展：\n3处已完工。\n"
        for n, name in enumerate(("新建公厕", "改造小区", "建设书房"), 1)
    )
    assert [(n, c) for n, c, _ in items_of("某县2021年民生实事进展\n" + text)] == [
        (1, "新建公厕\n新建公厕1处。"),
        (2, "改造小区\n改造小区2处。"),
        (3, "建设书房\n建设书房3处。"),
    ]


def test_items_before_and_after_a_table_that_counts_on():
    table = "序号|项目|目标|完成情况\n3|新增绿地|5万平方米|5.2万平方米\n4|建设公厕|20座|21座\n5|新增车位|9个|10个\n"
    before = "1.新建学校3所。完成情况：建成3所。\n2.改造小区5个。完成情况：改造6个。\n"
    report = parsed(f"某区2024年民生实事完成情况\n{before}{table}6.安装电梯8部。完成情况：安装9部。")
    assert [i.item_no for i in report.items] == [1, 2, 3, 4, 5, 6]
    assert [q.indicator for q in report.items[2].quantities] == ["新增绿地", "新增绿地"]


def test_a_promise_under_a_mark_of_another_style():
    found = items_of("某区2024年民生实事项目\n1.新建学校3所。\n2.改造小区5个。\n三、修建公路25公里。责任单位：区交通局\n4.新增车位9个。")
    assert [n for n, _, _ in found] == [1, 2, 3, 4]


def test_a_numbered_line_that_no_item_holds_is_an_issue():
    report = parsed(
        "某区2024年民生实事完成情况\n一、新建绿道30公里\n序号|项目|目标|完成情况\n1|新增绿地|5处|5处\n2|建设公厕|20座|21座\n3|车位|9个|9个"
    )
    assert ("unread_line", "一、新建绿道30公里") in [(i.kind, i.quote) for i in report.issues]


def test_a_name_that_is_no_department_is_an_issue():
    report = parsed("某区2024年民生实事项目\n1.新建学校3所。\n责任单位：区教委、张三\n2.改造小区5个。\n责任单位：区住建委（牵头）、各镇街")
    assert [(i.kind, i.quote) for i in report.issues] == [("unknown_department", "张三")]
    assert [d.name for d in report.items[1].departments] == ["区住建委", "各镇街"]


@pytest.mark.parametrize(
    ("text", "on", "final"),
    [
        ("某区2023年民生实事上半年进展\n1.新建学校3所。已建成1所。\n2.改造小区5个。已改造2个。", "2023-06-30", False),
        ("3项任务1—6月进展。\n1.新建学校3所。\n完成情况：建成1所。\n2.改造小区5个。\n完成情况：改造2个。", "2023-06-30", False),
        ("某区民生实事\n序号|项目|目标|1-9月份完成情况\n1|学校|3所|2所\n2|小区|5个|4个\n3|车位|9个|8个", "2023-09-30", False),
        ("某区2023年9月份民生实事进展情况\n1.新建学校3所。已建成1所。\n2.改造小区5个。已改造2个。", "2023-09-30", False),
        ("某区民生实事\n1.新建学校3所。上半年，建成1所。\n2.改造小区5个。上半年，改造2个。", "2023-06-30", False),
        ("某区民生实事\n1.新建学校3所。截至11月底，建成3所。\n2.改造小区5个。截至11月底，改造5个。", None, True),
        ("某区民生实事\n序号|项目|目标|上半年进展|全年完成情况\n1|学校|3所|1所|3所\n2|小区|5个|2个|5个\n3|车位|9个|3个|9个", None, True),
        ("57个小项已完成，60个达到或超过序时进度。\n1.建成学校3所，占目标任务的60%。\n2.改造小区5个，占目标任务的50%。", None, False),
        ("某区2023年民生实事完成情况\n1.新建学校3所。已建成3所。\n2.改造小区5个。已改造5个。", None, True),
    ],
)
def test_what_stands_at_the_middle_of_the_year(text, on, final):
    report = parsed(text, year=2023)
    assert (report.as_of_on and report.as_of_on.isoformat(), report.is_final) == (on, final)


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("8月底前为56所学校安装空调。", "2024-08-31"),
        ("新增学位900个，9月投入使用。", "2024-09-30"),
        ("6月底前完成管网40公里，12月底前消除黑臭水体5条。", "2024-12-31"),
        ("改造2000年底前建成的小区5个。", None),
        ("改造老旧小区5个。", None),
    ],
)
def test_deadlines_inside_a_promise(text, on):
    item = parsed(f"某区2024年民生实事项目\n1.{text}\n2.新增车位9个。").items[0]
    assert (item.deadline and item.deadline.isoformat()) == on


def test_when_the_words_around_it_say_it_was_published():
    text = "某区2024年民生实事项目\n发布日期：2024年1月5日\n1.新建学校3所。\n2.改造小区5个。"
    assert parsed(text).published_on.isoformat() == "2024-01-05"


def test_a_row_of_tabs_with_a_separator_inside_a_cell():
    rows = "".join(f"{n}\t改造小区（个\u2028）\t{n}0\t{n}1\n" for n in range(1, 6))
    report = parsed("某区2023年民生实事完成情况\n序号\t项目\t目标\t完成\n" + rows)
    places = [(q.char_start, q.char_end) for i in report.items for q in [*i.quantities, *i.other_numerals]]
    assert len(places) == len(set(places)), "no numeral twice"


def test_headings_whose_numbers_run_on_below_a_general_part():
    text = (
        "一、总体要求\n坚持尽力而为、量力而行。\n二、主要任务\n（一）提高保障标准\n1.新增学位900个。（区教委）\n2.减征保费。单位费率由7%降至6%。（区医保局）\n"
        "（二）强化就业创业\n3.城镇新增就业15万人。（区人社局）\n4.建设零工驿站10个。（区人社局）"
    )
    found = parsed("某区2024年为民实事实施方案\n" + text).items
    assert [(i.item_no, [d.name for d in i.departments]) for i in found] == [
        (1, ["区教委"]),
        (2, ["区医保局"]),
        (3, ["区人社局"]),
        (4, ["区人社局"]),
    ]


def test_a_label_that_says_who_leads_and_who_helps():
    text = "1.新增学位900个。\n部门分工：省教育厅牵头，省财政厅、妇联配合。\n2.改造小区5个。\n部门分工：省住建厅牵头，各地、各部门配合。"
    first, second = parsed("2024年省民生实事分工方案\n" + text).items
    assert [(d.role, d.name) for d in first.departments] == [("lead", "省教育厅"), ("support", "省财政厅"), ("support", "妇联")]
    assert [d.role for d in second.departments] == ["lead", "support", "support"]
    assert first.commitment == "新增学位900个。"


def test_cells_between_blank_lines_without_numbers():
    cells = "牵头单位 目标任务 责任单位 完成时限 区教委 新建学校3所 各镇街 12月底 区住建委 改造小区5个,完善设施\n配套车位9个 区财政局 9月底 区民政局 新增床位90张 各镇街 全年"
    report = parsed("某区2024年民生实事责任分解表\n\n" + cells.replace(" ", "\n\n"))
    assert [i.commitment for i in report.items] == ["新建学校3所", "改造小区5个,完善设施配套车位9个", "新增床位90张"]
    assert [[d.name for d in i.departments] for i in report.items] == [
        ["区教委", "各镇街"],
        ["区住建委", "区财政局"],
        ["区民政局", "各镇街"],
    ]
    assert [i.deadline.isoformat() for i in report.items] == ["2024-12-31", "2024-09-30", "2024-12-31"]


def test_paragraphs_cut_by_the_page_between_blank_lines():
    text = "完成5个老旧小区综合整治,涉及居民楼42栋、建\n筑面积13.6万平方米,惠及2300余户。\n\n新增养老床位320张,为1500名80岁以上老人安装\n“一键呼”。\n\n更新公交车80辆,新开通3条线路;全年客运量\n突破2400万人次。"
    assert [d for _, _, d in items_of("某县2015年为民办实事完成情况\n\n" + text)] == [t.replace("\n", "") for t in text.split("\n\n")]


def test_quarters_below_a_shared_header_without_numbers():
    table = "类别|任务|责任单位|进展情况| | |\n一季度|二季度|三季度|\n教育|新建学校3所|区教委|完成设计|开工3所|建成3所|\n住房|改造小区5个|区住建委|开工1个|完成2个|完成5个|"
    first, second = parsed("某区2020年民生实事进展情况\n" + table).items
    assert (first.commitment, first.completion) == ("新建学校3所", "完成设计\n开工3所\n建成3所")
    assert second.completion == "开工1个\n完成2个\n完成5个"


def test_a_conference_that_announces_the_list_is_no_item():
    text = "3月31日，省政府召开发布会，公布2021年民生实事工程。共收到意见建议432条，最终确定3类9项。\n就业工程中，新增就业6万人。\n教育工程中，新建学校3所。\n健康工程中，免费筛查30万名。"
    assert [(n, (c or "")[:4]) for n, c, _ in items_of("今年我省民生实事工程出炉\n" + text)] == [
        (1, "就业工程"),
        (2, "教育工程"),
        (3, "健康工程"),
    ]


def test_sentences_of_a_review_of_the_year():
    text = (
        "2018年，某旗坚持把保障和改善民生作为出发点和落脚点。\n"
        "投入900万元，让57户贫困户入住新居。落实教育资助金154万元，受益学生991人次。49名贫困人口被安置到公益岗位。\n"
        "提质增效工程正式通水，解决了3.6万名群众饮水问题。争取专项资金6520万元，累计蓄水5200万立方米。\n完成造林绿化70.5万亩。"
    )
    found = parsed(text, year=2018).items
    assert [i.kind for i in found] == ["delivery"] * 6
    assert [q.role for i in found for q in i.quantities] == ["actual"] * 9


def test_an_overview_at_the_head_of_one_paragraph_is_no_item():
    text = (
        "2023年，某市33项民生工程中27项已全部完成，6项按序时推进。建成农村公路186公里。改造老旧小区45个，惠及群众1.2万户。新增养老床位320张。"
        "城镇新增就业2.1万人。（某某日报记者 李某）"
    )
    found = items_of("某市2023年民生工程完成情况\n" + text)
    assert [d for _, _, d in found] == [
        "建成农村公路186公里。",
        "改造老旧小区45个，惠及群众1.2万户。",
        "新增养老床位320张。",
        "城镇新增就业2.1万人。",
    ]


def test_labels_with_their_value_below_in_a_list_without_numbers():
    text = "新建学校3所，\n新增学位900个\n责任单位\n区教委\n改造小区5个\n责任单位\n区住建委"
    found = parsed("2024年区民生实事\n" + text).items
    assert [(i.commitment, [d.name for d in i.departments]) for i in found] == [
        ("新建学校3所，新增学位900个", ["区教委"]),
        ("改造小区5个", ["区住建委"]),
    ]


@pytest.mark.parametrize("head", ["项目|", "项目|单位|"])
def test_the_total_of_the_year_answers_and_not_its_quarters(head):
    unit = "(张)" if head == "项目|" else "|张"
    table = f"{head}目标|一季度|二季度|全年合计|\n新增床位{unit}|90|20|30|95|\n改造小区{unit}|5|1|2|5|"
    found = parsed("某县2023年民生实事完成情况\n" + table).items
    assert [[(q.text, bool(q.matches)) for q in i.quantities] for i in found] == [
        [("90", False), ("20", False), ("30", False), ("95", True)],
        [("5", False), ("1", False), ("2", False), ("5", True)],
    ]


def test_quarters_of_a_plan_are_what_each_is_to_bring():
    table = "项目|目标|一季度|二季度|\n新建学校|3所|开工1所|建成3所|\n改造小区|5个|开工2个|完成5个|"
    found = parsed("某县2023年民生实事任务分解表\n" + table).items
    assert [(i.kind, i.completion, {q.role for q in i.quantities}) for i in found] == [("plan", None, {"target"})] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*1.318国道改造12公里。\n*2.新建学校3所。", ["318国道改造12公里。", "新建学校3所。"]),
        ("1，新建学校3所。2，20户困难家庭改造。3，新增床位90张。", ["新建学校3所。", "20户困难家庭改造。", "新增床位90张。"]),
        (
            "2023年，市政府将继续办好10件实事:一是解决3.6万名群众饮水\n问题;二是改造小区5个;三是新建学校3所。",
            ["解决3.6万名群众饮水\n问题;", "改造小区5个;", "新建学校3所。"],
        ),
    ],
)
def test_marks_before_digits_and_behind_colons(text, expected):
    assert [c for _, c, _ in items_of("某市2023年民生实事\n" + text)] == expected


def test_lines_that_begin_with_a_comma_go_on():
    text = "一、新建学校3所，改扩建幼儿园6所，新增学位900个\n，引进教师120名。\n二、改造小区5个。\n三、新增床位90张\n。"
    assert [c for _, c, _ in items_of("某市2023年民生实事\n" + text)] == [
        "新建学校3所，改扩建幼儿园6所，新增学位900个，引进教师120名。",
        "改造小区5个。",
        "新增床位90张。",
    ]


def test_what_a_rate_was_to_be_and_votes():
    text = "1.政务服务\n按时办结率要求不低于95%,实际达到98.6%。\n2.代表票决\n满意95票，新增床位90张。"
    first, second = parsed("某区2023年民生实事完成情况\n" + text).items
    assert [q.role for q in first.quantities] == ["target", "actual"]
    assert [q.role for q in second.quantities] == ["context", "actual"]


def test_a_glued_header_above_a_cell_a_line():
    cells = "1 公厕提升 新建公厕20座。 新建6座。 新建17座。 市城管局 2 菜市场改造 改造菜市场10家。 正在招标。 完工4家。 市商务局 3 公交优化 优化线路8条。 优化3条。 优化8条。 市交通局"
    report = parsed("2020年民生实事进展情况（截至9月）\n序号项目名称年度目标6月进展9月进展牵头单位\n" + cells.replace(" ", "\n"))
    assert [(i.commitment, i.completion, [d.name for d in i.departments]) for i in report.items] == [
        ("公厕提升\n新建公厕20座。", "新建6座。\n新建17座。", ["市城管局"]),
        ("菜市场改造\n改造菜市场10家。", "正在招标。\n完工4家。", ["市商务局"]),
        ("公交优化\n优化线路8条。", "优化3条。\n优化8条。", ["市交通局"]),
    ]


def test_a_name_of_a_column_that_a_line_end_cuts_between_blank_lines():
    cells = "序号 项目名称 目标任务 牵头\n市领导 牵头单位 配合单位 1 教育惠民 新增学位2160个。 (姓名) 市教育局 市财政局 2 健康惠民 免费检查3万名。 (姓名) 市卫生健康委 市妇联"
    report = parsed("2019年为民办实事项目责任分解表\n\n" + cells.replace(" ", "\n\n"))
    assert [[(d.role, d.name) for d in i.departments] for i in report.items] == [
        [("lead", "市教育局"), ("support", "市财政局")],
        [("lead", "市卫生健康委"), ("support", "市妇联")],
    ]


def test_rows_that_name_a_group_among_cells_between_blank_lines():
    cells = (
        "序号 工作任务 责任单位 完成情况 (一) 就业和社会保障 1 城镇新增就业5万人。 市人社局 新增就业6.08万人。 2 集中供养率达40%。 市民政局 集中供养率41.2%。"
        " (二) 住房和交通 3 改造危桥60座。 市交通局 完成63座。"
    )
    report = parsed("2014年市民生实事完成情况\n\n" + cells.replace(" ", "\n\n"))
    assert [(i.item_no, i.commitment, i.completion) for i in report.items] == [
        (1, "城镇新增就业5万人。", "新增就业6.08万人。"),
        (2, "集中供养率达40%。", "集中供养率41.2%。"),
        (3, "改造危桥60座。", "完成63座。"),
    ]


def test_promise_and_result_with_a_blank_between_below_marked_groups():
    text = (
        "县区 项目名称 年度目标任务 完成进度\n一、就业行动(2项指标)\n*1.募集见习岗位210个 完成188个,完成率89.5%\n2.开发公益性岗位400个 完成436个,完成率109%\n"
        "二、助餐行动(2项指标) *1.新增城市助餐点不少于5个 完成2个,完成率40%\n*2.新增农村助餐点不少于16个 完成16个,完成率100%"
    )
    report = parsed("2023年5月份暖民心行动进展情况表\n" + text)
    assert [(i.item_no, i.commitment, i.completion) for i in report.items] == [
        (1, "募集见习岗位210个", "完成188个,完成率89.5%"),
        (2, "开发公益性岗位400个", "完成436个,完成率109%"),
        (3, "新增城市助餐点不少于5个", "完成2个,完成率40%"),
        (4, "新增农村助餐点不少于16个", "完成16个,完成率100%"),
    ]
    assert sum(q.matches is not None for i in report.items for q in i.quantities) == 4


def test_names_with_a_blank_behind_them_are_no_promise_apart():
    text = "1.教育惠民 完成3所学校改造。\n2.住房安居 完成5个小区改造。\n3.养老服务 完成90张床位建设。"
    assert all(d is None for _, _, d in items_of("2024年民生实事项目计划\n" + text))


def test_paragraphs_between_blank_lines_are_no_page_cut_at_its_width():
    text = (
        "(1)加500张养老床铺\n\n已添养老床铺512张,超额完成全年目标。\n\n(2)重铺乡间道路60公里,翻修桥梁15座\n\n道路完工48公里,桥梁完工11座,其余在施工。\n\n"
        "(3)加180公顷林地\n\n栽种林木186公顷,完成率103.3%。"
    )
    assert items_of("某区2013年实事完成情况\n\n" + text)[1] == (
        2,
        "重铺乡间道路60公里,翻修桥梁15座",
        "道路完工48公里,桥梁完工11座,其余在施工。",
    )


COUNTED = "“济困”行动，救助55.75万人次，发放救助金3.06亿元。\n“助学”行动，资助学生8.43万人次，发放助学金1.12亿元。\n“安老”行动，添床位2153张，服务老人31万人次。\n“暖心”行动，走访职工9300余户。"


def test_a_list_that_no_word_speaks_for_is_told_by_its_figures_and_says_so():
    report = parsed(COUNTED)
    assert [i.kind for i in report.items] == ["delivery"] * 4
    assert [(i.kind, i.quote[:4]) for i in report.issues] == [("assumed_kind", "“济困”")]
    assert [
        i.kind for i in parsed(COUNTED.replace("55.75", "55").replace("3.06", "3").replace("8.43", "8").replace("1.12", "1")).items
    ] == ["plan"] * 4
    assert not parsed("某市2023年民生实事计划\n" + COUNTED).issues


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("1.农村搬迁\n截至6月底,全年10万人搬迁任务,已竣工5.26万人,竣工率52.6%。", ["target", "actual", "stated_ratio"]),
        ("1.大病补充医保。对大病费用二次补偿,报销比例达到50%。", ["actual"]),
        ("1.医疗急救(120)分站\n建成10个医疗急救(120)分站。", ["actual"]),
    ],
)
def test_tasks_called_by_their_number_and_names_with_numbers(text, roles):
    (item,) = parsed("某市2023年民生实事完成情况\n" + text).items
    assert [q.role for q in item.quantities] == roles


def test_a_standard_a_head_is_not_answered_by_what_was_paid_in_all():
    text = "1.提升公共卫生服务。政府补助标准提高到50元。\n截至6月底,补助已下达10.17亿元。\n2.新增床位90张。\n已新增床位95张。"
    first, second = parsed("某省2017年民生实事完成情况\n" + text).items
    assert not any(q.matches for q in first.quantities)
    assert any(q.matches for q in second.quantities)


def test_paragraphs_with_points_of_their_own_are_the_items_unless_each_point_reports():
    plan = "关于教育。一是新建幼儿园12所。二是改造学校30所。\n关于就业。一是新增就业5万人。二是培训劳动力1.5万人次。\n关于饮水。解决18万人饮水问题。"
    assert [c[:5] for _, c, _ in items_of("2013年市政府将着力办好以下民生实事。\n" + plan)] == ["关于教育。", "关于就业。", "关于饮水。"]
    done = "关于教育。一是建成幼儿园12所，完成计划的120%。二是改造学校30所，已全部完工。\n关于就业。一是新增就业5万人，完成计划的101%。二是培训劳动力1.5万人次，完成计划的102%。"
    assert len(items_of("2013年民生实事完成情况\n" + done)) == 4


def test_the_next_list_behind_the_sentence_that_says_what_it_is():
    text = (
        "2024年，某区12件重点民生实事全面完成。\n1.改造老旧小区26个，完成年度任务的104%。\n2.加装电梯58部。\n"
        "2025年，全区将办好3件重点民生实事，预计投入2.5亿元：\n1.新开工老旧小区改造5个。\n2.建设口袋公园3个。"
    )
    report = parsed(text, year=None)
    assert [(i.year, i.kind, i.item_no) for i in report.items] == [
        (2024, "delivery", 1),
        (2024, "delivery", 2),
        (2025, "plan", 1),
        (2025, "plan", 2),
    ]
    assert [s.stated_count for s in report.sections] == [None, 3]
    assert "count_mismatch" in {i.kind for i in report.issues}


def test_numbers_behind_the_items():
    text = "新建幼儿园3所（第一项）。\n改造老旧小区22个（第二项）。\n维修背街小巷80条（第四项）。\n第三十六小学主体封顶（第十项）。"
    assert [n for n, _, _ in items_of("某区2018年民生实事完成情况\n" + text)] == [1, 2, 4, 10]


def test_a_chain_of_titles_that_a_line_end_cuts():
    text = "票决产生2025年民生实事项目3个，分别是《新建公办幼儿园4所》《整治易涝\n点9处》《更新老旧\n电梯36部》。"
    assert [c for _, c, _ in items_of(text)] == ["《新建公办幼儿园4所》", "《整治易涝点9处》", "《更新老旧电梯36部》"]


def test_targets_that_the_line_above_calls_so():
    text = (
        "2018年共安排31项实事，28个项目超计划完成。\n各项目的年度目标是：\n设立1000处爱心接力站\n新建80条市民健身步道\n开设500个爱心暑托班"
    )
    assert {(i.kind, i.completion) for i in parsed("2018年度实事项目九成超计划完成\n" + text).items} == {("plan", None)}


def test_rows_that_are_lines_below_groups_without_a_blank():
    text = (
        "序号项目内容当前进度牵头单位\n一、教育\n1新改扩建公办园5所。已开园4所。县教育局\n2建成投用中小学3所。3所均已投用。县教育局\n"
        "二、交通\n3建设四好农村路55公里。完成52公里。县交通局"
    )
    report = parsed("2022年度民生实事进度表（截至10月31日）\n" + text)
    assert [(i.item_no, i.commitment, i.completion, [d.name for d in i.departments]) for i in report.items] == [
        (1, "新改扩建公办园5所。", "已开园4所。", ["县教育局"]),
        (2, "建成投用中小学3所。", "3所均已投用。", ["县教育局"]),
        (3, "建设四好农村路55公里。", "完成52公里。", ["县交通局"]),
    ]


def test_a_table_of_places_whose_columns_name_the_work():
    cells = "序号 市州 计划改造小区数(个) 累计开工数(个) 开工率 1 长沙市 150 143 95.33% 2 株洲市 71 44 61.97% 3 湘潭市 87 71 81.61%"
    report = parsed("全省2021年重点民生实事项目完成进度表\n" + "".join(c + " |\n" for c in cells.split()))
    assert (report.items[0].commitment, report.items[0].completion) == ("长沙市\n150", "143\n95.33%")
    assert all(any(q.matches for q in i.quantities) for i in report.items)
    assert not [i for i in report.issues if i.kind == "unknown_label"]


def test_departments_that_are_the_subject():
    text = (
        "市公安局牵头建设2162个平安屋。\n市民政局新增养老床位5088张。\n市教委新增普惠托育点53个。\n市体育局新建球场92片，占全年计划115%。"
    )
    found = parsed("2022年民生实事完成情况\n" + text).items
    assert [[d.name for d in i.departments] for i in found] == [["市公安局"], ["市民政局"], ["市教委"], ["市体育局"]]
    assert found[0].completion == "市公安局牵头建设2162个平安屋。"


def test_items_of_one_line_from_a_repeated_label_on():
    text = "任务目标：对全市100个小区进行改造。 进展情况：实际改造101个小区。 任务目标：新扩建50所幼儿园。 进展情况：截至去年12月底，50所幼儿园已全部完工。"
    assert items_of("省会全部完成利民惠民2件实事\n" + text) == [
        (1, "对全市100个小区进行改造。", "实际改造101个小区。"),
        (2, "新扩建50所幼儿园。", "截至去年12月底，50所幼儿园已全部完工。"),
    ]


def test_a_list_behind_its_lead_in_goes_on_in_the_next_paragraphs():
    text = (
        "本报讯 某区人代会日前落下帷幕。会议提出全力推进总投资36.3亿元的3件民生实事。\n3件民生实事具体包括：加强教育设施建设。建成学校2所；新建食堂5所。\n"
        "加强公共设施建设。改造文化站4个；新建球场5处。\n优化社区服务。打造互助中心3处。"
    )
    assert [c[:6] for _, c, _ in items_of("2016年民生实事出炉\n" + text)] == ["加强教育设施", "加强公共设施", "优化社区服务"]


def test_accounts_that_name_the_promise_again():
    text = (
        "1.启动建设技术交易中心，技术合同登记额增长15%。全年完成技术合同登记382项。\n2.增设粮食口岸，进口整车5000辆以上。2022年整车进口3808辆，取得授权。粮食口岸已提交申报材料。\n"
        "3.拆除新山路沿线违法建筑。累计整治新山路沿线违建22处。\n4.建成江山公园、两溪花谷。完成江山公园建设。两溪花谷整治工程完成70%。\n"
        "5.全面完成村规划编制。截至目前，8个村规划已编制完成并获批入库。"
    )
    found = items_of("5项重点工作中，未完成既定目标任务5项，具体情况如下。\n" + text)
    assert [(c.count("。"), d is not None) for _, c, d in found] == [(1, True)] * 5


@pytest.mark.parametrize(
    ("commitment", "completion", "matched"),
    [
        (None, "新开工安置房16768套,超额完成1万套的年度目标任务。", ["16768套"]),
        ("增加1000张老年病床", "新增老年病床1067张。目前,全区共有老年病床14418张。", ["1067张"]),
        ("固定资产投资增长10%。", "1-9月,投资完成281.82亿元,增幅57.74%。", ["57.74%"]),
    ],
)
def test_what_answers_a_promise(commitment, completion, matched):
    text = "\n".join(p for p in ("1." + (commitment or ""), "完成情况：" + completion if commitment else completion) if p)
    text = text if commitment else "1." + completion
    (item,) = parsed("某市2018年民生实事完成情况\n" + text).items
    assert [q.text for q in item.quantities if q.matches] == matched


@pytest.mark.parametrize("text", ["完成合兴路776号小区改造。", "托育服务年龄延伸至6-18个月。", "改造二次管网。"])
def test_numerals_that_count_nothing(text):
    (item,) = parsed("某市2018年民生实事完成情况\n1." + text).items
    assert not item.quantities


def test_the_lead_of_the_city_and_of_the_district():
    text = "1.新增就业21万人。（市级牵头单位：市人社局；区级牵头单位：区人社局）\n完成情况：新增就业24277人。"
    (item,) = parsed("2021年民生实事完成情况\n" + text).items
    assert [(d.role, d.name) for d in item.departments] == [("lead", "市人社局"), ("lead", "区人社局")]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("建设2个公共区域职工之家、20个户外劳动者暖心驿站。", ["建设公共区域职工之家", "建设户外劳动者暖心驿站"]),
        ("2025年10月底前新增公共停车位1500个。", ["新增公共停车位"]),
        ("年底前建成“一刻钟便民生活圈”5个。", ["建成“一刻钟便民生活圈”"]),
        ("惠及485家次企业、4134人次。", ["惠及企业", ""]),
    ],
)
def test_what_a_quantity_counts(text, named):
    (item,) = parsed("某市2025年民生实事\n1." + text).items
    assert [q.indicator for q in item.quantities] == named


def test_a_column_of_measure_words_is_no_unknown_label():
    table = "序号|项目|单位|目标|完成|\n1|加装电梯|部|50|58|\n2|新增车位|个|300|312|\n3|改造公厕|座|8|9|"
    report = parsed("某区2023年民生实事完成情况\n" + table)
    assert not report.issues
    assert [(q.unit, q.indicator) for q in report.items[0].quantities] == [("部", "加装电梯"), ("部", "加装电梯")]


@pytest.mark.parametrize(
    ("above", "below", "said"),
    [
        ("2026年1月12日\n", "", "2026-01-12"),
        ("（2026-01-12）\n", "", "2026-01-12"),
        ("", "\n某区人民政府\n2026年1月12日", "2026-01-12"),
        ("发布时间：2026-01-15\n", "\n2026年1月12日", "2026-01-15"),
        ("自2026年1月12日起实施。\n", "", None),
    ],
)
def test_the_date_of_publication(above, below, said):
    report = parsed("某区2026年民生实事项目\n" + above + "1.新建学校3所。\n2.改造小区5个。" + below)
    assert (report.published_on.isoformat() if report.published_on else None) == said
