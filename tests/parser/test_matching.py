"""Which result answers which promise: a promise, a result, and the pairs expected as value of the target and of the actual."""

import pytest

from pipelines.reports import parse_report


def item_of(promise, result):
    text = f"某区2023年民生实事完成情况\n1.{promise}\n完成情况：{result}\n2.新增停车位9个。\n完成情况：已新增9个。\n"
    return parse_report(text.encode(), filename="report.txt").items[0]


def pairs_of(item):
    by_id = {q.id: q for q in item.quantities}
    return sorted((float(by_id[q.matches].value), float(q.value)) for q in item.quantities if q.matches)


@pytest.mark.parametrize(
    ("promise", "result", "pairs"),
    [
        ("新建学校3所，新增学位900个。", "建成学校3所，新增学位960个。", [(3, 3), (900, 960)]),
        ("改造供水管网2.5公里。", "已改造供水管网2600米。", [(2.5, 2600)]),
        ("培训3000人。", "培训3120名。", [(3000, 3120)]),
        ("发放补贴2.5亿元。", "发放补贴27360万元。", [(250000000, 273600000)]),
        ("新增床位90张。", "新增床位100张，其中护理床位40张。", [(90, 100)]),
        ("新增学位900个。", "新增学位960个，其中小学500个、初中460个。", [(900, 960)]),
        ("举办演出60场。", "举办下乡演出17场、社区演出50场。", [(60, 17), (60, 50)]),
        ("新建改建公厕40座。", "新建22座、改建19座。", [(40, 19), (40, 22)]),
        ("栽植乔木1.2万株。", "春季栽植乔木8600株，秋季栽植4100株。", [(12000, 4100), (12000, 8600)]),
        ("更新公交车100辆。", "首批45辆4月上线，第二批60辆9月上线。", [(100, 45), (100, 60)]),
        ("建设保障房800套。", "建设公租房350套、经适房280套、限价房190套。", [(800, 190), (800, 280), (800, 350)]),
        ("建设廉租房、经适房分别1200套、2000套。", "廉租房竣工1224套，经适房竣工1860套。", [(1200, 1224), (2000, 1860)]),
        ("建设中心6所、卫生室24所。", "目前分别完成6所、22所。", [(6, 6), (24, 22)]),
        ("每月举办招聘会至少1场，全年不少于12场。", "全年举办招聘会15场。", [(12, 15)]),
        ("每季度开展义诊1次。", "每季度开展义诊2次。", [(1, 2)]),
        ("新建幼儿园5所。", "2所已竣工，3所主体封顶。", [(5, 2)]),
        ("改造危桥12座。", "改造危桥10座，另2座正在施工。", [(12, 10)]),
        ("改造小区150个；新增停车位600个。", "改造小区开工142个、完工38个；新增停车位412个。", [(150, 38), (600, 412)]),
        ("改造危桥12座。", "改造危桥10座，剩余2座完成总工程量的85%。", [(12, 10)]),
        ("每个街道建成1个便民点。", "建成便民点26个。", []),
        ("新增停车位800个，建设充电桩100个。", "建设充电桩110个，新增停车位812个。", [(100, 110), (800, 812)]),
        ("城镇登记失业率控制在4.5%以内。", "城镇登记失业率3.1%。", [(4.5, 3.1)]),
        ("新增学位900个。", "此项工作已全部完成。", []),
    ],
)
def test_pairs(promise, result, pairs):
    assert pairs_of(item_of(promise, result)) == pairs


@pytest.mark.parametrize(
    ("result", "pairs"),
    [
        ("完成改造149户（年度目标为100户）。", [(100, 149)]),
        ("完成公路136.9公里，占目标任务100公里的136.9%；改善公路137.4公里，占目标任务110公里的124.9%。", [(100, 136.9), (110, 137.4)]),
        ("原计划投放公交车60辆，实际投放66辆。", [(60, 66)]),
        ("计划新建便利店80个、农家店50个，现已分别建成97个和61个。", [(50, 61), (80, 97)]),
        ("2个养老机构已完成1个；15个幸福院已完成8个。", [(2, 1), (15, 8)]),
        ("在建农家店3362家，已建成458家。", []),
    ],
)
def test_promises_that_only_the_result_states(result, pairs):
    text = f"某区2023年民生实事完成情况\n1.{result}\n2.新增停车位9个，已全部完成。\n3.改造小区6个，完成率100%。\n"
    assert pairs_of(parse_report(text.encode(), filename="report.txt").items[0]) == pairs


@pytest.mark.parametrize(
    ("result", "roles"),
    [
        ("新增学位960个，完成率106%。", ["actual", "stated_ratio"]),
        ("新增学位960个，为年度目标的106%。", ["actual", "stated_ratio"]),
        ("好评率98%，比上年提高2.1个百分点。", ["actual", "context"]),
        ("利用率由7%提高到9%。", ["context", "actual"]),
        ("道路由3.5米拓宽至6米。", ["context", "actual"]),
        ("竣工756套，未竣工144套。", ["actual", "context"]),
        ("总投资29万元，改造小区6个。", ["context", "actual"]),
        ("完成总工程量的85%。", ["actual"]),
    ],
)
def test_roles_of_results(result, roles):
    item = item_of("推进项目建设。", result)
    assert [q.role for q in item.quantities if q.field == "completion"] == roles


def issues_of(text, **hints):
    return [(i.kind, i.quote) for i in parse_report(text.encode(), filename="report.txt", **hints).issues]


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("某区2024年民生实事\n1.新建学校3囧。\n2.改造小区5个。\n3.新增车位9个。", ("unknown_unit", "3")),
        ("某区2024年3件民生实事如下：\n1.新建学校3所。\n2.改造小区5个。", ("count_mismatch", "3件民生实事")),
        ("某区2024年民生实事\n1.新建学校3所。\n2.改造小区5个。\n4.新增车位9个。", ("number_gap", "4.新增车位9个。")),
        (
            "某区2024年民生实事\n1.新建学校3所。\n党建引领：支部进校园。\n2.改造小区5个。\n党建引领：支部进小区。\n3.新增车位9个。",
            ("unknown_label", "党建引领"),
        ),
        (
            "某区2024年民生实事\n序号|项目|责任单位|星级\n1|新建学校3所|区教委|甲\n2|改造小区5个|区住建委|乙\n3|新增车位9个|区城管委|甲",
            ("unknown_label", "甲"),
        ),
    ],
)
def test_what_is_not_understood_is_an_issue(text, issue):
    assert issue in issues_of(text)


def test_what_is_understood_is_none():
    assert issues_of("某区2024年3件民生实事如下：\n1.新建学校3所。\n2.改造小区5个。\n3.新增车位9个。") == []


@pytest.mark.parametrize(
    ("result", "claim", "quote"),
    [
        ("已全部完成。", "met", "全部完成"),
        ("超额完成年度目标任务。", "exceeded", "超额完成年度目标任务"),
        ("圆满完成年度目标任务，群众满意。", "met", "圆满完成年度目标任务"),
        ("已完成招标，计划3月开工。", "in_progress", "完成招标"),
        ("已完成总工程量的90%，计划12月底前完成。", "in_progress", "计划12月底前完成"),
        ("已建成3个，其余已启动。", "in_progress", "其余已启动"),
        ("整体进度已完成年度目标任务的55%。", None, None),
        ("上半年已完成610公里。", None, None),
        ("按期办结率达到100%。", None, None),
        ("未完成年度任务。", "not_met", "未完成年度任务"),
    ],
)
def test_verdicts(result, claim, quote):
    item = item_of("改造小区5个。", result)
    assert (item.claim, item.claim_quote) == (claim, quote)


@pytest.mark.parametrize(
    ("result", "divided"),
    [
        ("服务19772人。其中补贴10710人，自费9062名。", [10710, 9062]),
        ("建成1721套，其中甲地块（828套）已完成90%；乙地块（893套）已完成85%。", [828, 893]),
        ("已开工39所。含：东县4所、西县8所。", [4, 8]),
        ("本月新增1203例，达8878例。", [1203]),
        ("建成公园3处、绿地2处、书房1处。", []),
    ],
)
def test_parts_of_a_stated_total(result, divided):
    found = item_of("惠及居民5万户。", result).quantities
    assert [q.value for q in found if q.is_breakdown] == divided


@pytest.mark.parametrize(
    ("promise", "result", "roles"),
    [
        ("改造公路20条。", "19条公路中12条已完工。", [("19条", "context"), ("12条", "actual")]),
        (
            "建成1100套。",
            "建成1318套，完成年度任务1100套的119.8%。",
            [("1318套", "actual"), ("1100套", "target"), ("119.8%", "stated_ratio")],
        ),
        ("安装设备100台。", "为居民装上应急设备120台。", [("120台", "actual")]),
        ("新增器材150件。", "更新器材214件，超出年度任务64件。", [("214件", "actual"), ("64件", "context")]),
        (
            "新建充电桩400个。",
            "新建438个，为调整后目标的109.5%、年初计划的87.6%。",
            [("438个", "actual"), ("109.5%", "stated_ratio"), ("87.6%", "stated_ratio")],
        ),
        ("更新公交车。", "更新600辆（原计划550辆）。", [("600辆", "actual"), ("550辆", "target")]),
        ("新增学位3 000个。", "新增学位3 050个。", [("3 050个", "actual")]),
    ],
)
def test_roles_of_a_result(promise, result, roles):
    found = item_of(promise, result).quantities
    assert [(q.text, q.role) for q in found if q.field == "completion"] == roles


def test_bounds_of_a_list_count_for_each():
    found = item_of("食品合格率、药品合格率分别不低于98.5%、99%。", "食品、药品合格率分别为98.7%、99.6%。").quantities
    assert [(q.comparator, float(q.value)) for q in found if q.role == "target"] == [("ge", 98.5), ("ge", 99)]
    assert pairs_of(item_of("食品合格率、药品合格率分别不低于98.5%、99%。", "食品、药品合格率分别为98.7%、99.6%。")) == [
        (98.5, 98.7),
        (99, 99.6),
    ]


def test_what_was_before_counts_as_context():
    item = item_of("低保补差分别从每月631元、286元提高到653元、300元。", "已发放。")
    assert [(q.text, q.role) for q in item.quantities] == [
        ("631元", "context"),
        ("286元", "context"),
        ("653元", "target"),
        ("300元", "target"),
    ]
