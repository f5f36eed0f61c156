"""Names of departments: forms, slips, prefixes, groups, renames."""

from __future__ import annotations

import pytest
from staged import merged, of_text

from pipelines.history import resolve
from pipelines.history.departments import change_of, level_of, named, near_misses, one_edit_apart

DONGCHENG = "北京市东城区"


@pytest.mark.parametrize(
    ("written", "jurisdiction", "name", "reason", "kind"),
    [
        ("区教委", DONGCHENG, "区教委", "same", "bureau"),
        ("区教育委员会", DONGCHENG, "区教委", "short form", "bureau"),
        ("东城区教育委员会", DONGCHENG, "区教委", "short form", "bureau"),
        ("北京市东城区教育委员会", DONGCHENG, "区教委", "short form", "bureau"),
        ("市教委", DONGCHENG, "市教委", "same", "bureau"),
        ("北京市教委", DONGCHENG, "市教委", "short form", "bureau"),
        ("区卫生健康委员会", DONGCHENG, "区卫生健康委", "short form", "bureau"),
        ("区卫健委", DONGCHENG, "区卫生健康委", "short form", "bureau"),
        ("区住房城市建设委", DONGCHENG, "区住房城乡建设委", "slip", "bureau"),
        ("区住房和城乡建设委员会", DONGCHENG, "区住房城乡建设委", "short form", "bureau"),
        ("区人社局", DONGCHENG, "区人力资源社会保障局", "short form", "bureau"),
        ("区人力资源和社会保障局", DONGCHENG, "区人力资源社会保障局", "short form", "bureau"),
        ("教育局", "浙江省杭州市临安区", "区教育局", "short form", "bureau"),
        ("市人社局", "浙江省宁波市", "市人力资源社会保障局", "short form", "bureau"),
        ("市醫療保障局", "浙江省宁波市", "市医保局", "short form", "bureau"),
        ("市场监管局", DONGCHENG, "区市场监管局", "short form", "bureau"),
        ("区工商局", DONGCHENG, "区工商局", "merged", "bureau"),
        ("区卫计委", DONGCHENG, "区卫生计生委", "renamed", "bureau"),
        ("区残疾人联合会", DONGCHENG, "区残联", "short form", "agency"),
        ("东城消防救援支队", DONGCHENG, "东城消防救援支队", "same", "agency"),
        ("东城公安分局", DONGCHENG, "东城公安分局", "same", "agency"),
        ("朝阳门街道办事处", DONGCHENG, "朝阳门街道办事处", "same", "unit"),
        ("各街道办事处", DONGCHENG, "各街道办事处", "same", "group"),
        ("相关街道办事处", DONGCHENG, "相关街道办事处", "same", "group"),
        ("各相关单位", DONGCHENG, "各相关单位", "same", "group"),
        ("各乡、镇人民政府", "湖北省监利市", "各乡、镇人民政府", "same", "group"),
        ("等市级有关部门", "四川省成都市", "等市级有关部门", "same", "group"),
        ("区从未听说局", DONGCHENG, "区从未听说局", "same", "bureau"),
        ("区委政法委", DONGCHENG, "区委政法委", "same", "bureau"),
    ],
)
def test_named(written, jurisdiction, name, reason, kind):
    found = named(written, jurisdiction)
    assert (found.name, found.reason, found.kind) == (name, reason, kind)


@pytest.mark.parametrize(
    ("name", "successor", "year"),
    [("区工商局", "区市场监管局", 2018), ("市卫生计生委", "市卫生健康委", 2018), ("区扶贫办", "区乡村振兴局", 2021)],
)
def test_change_of(name, successor, year):
    change = change_of(name)
    assert change is not None
    assert (change.successor, change.year) == (successor, year)


@pytest.mark.parametrize(
    ("place", "level"),
    [
        ("北京市东城区", "区"),
        ("上海市", "市"),
        ("四川省", "省"),
        ("内蒙古自治区", "区"),
        ("安徽省祁门县", "县"),
        ("贵州省黔东南苗族侗族自治州", "州"),
        ("", ""),
    ],
)
def test_level_of(place, level):
    assert level_of(place) == level


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("区民政局", "区民证局", True),
        ("区民政局", "区民政", True),
        ("区民政局", "区财政局", True),
        ("区民政局", "区统计局", False),
        ("甲", "甲", False),
    ],
)
def test_one_edit_apart(a, b, near):
    assert one_edit_apart(a, b) is near
    assert one_edit_apart(b, a) is near


def test_near_misses_are_asked_about_not_joined():
    assert near_misses({"区城市管埋委"}, {"区城市管理委", "区民政局"}) == [("区城市管埋委", "区城市管理委")]
    assert named("区城市管埋委", DONGCHENG).name == "区城市管埋委"


def test_old_office_leads_to_its_successor():
    text = "东城区2016年重要民生实事项目\n\n" + "".join(
        f"{n}.{promise}\n\n完成时限：2016年12月底\n\n主责单位：{lead}\n\n"
        for n, (promise, lead) in enumerate([("食品抽检合格率不低于98%。", "区工商局"), ("新增停车位100个。", "区城市管理委")], 1)
    )
    out = resolve(of_text(text, 2016))
    of = {d["name"]: d for d in out["departments"]}
    assert of["区工商局"]["valid_to_year"] == 2018
    assert of["区工商局"]["successor_department_key"] == of["区市场监管局"]["department_key"]
    assert of["区市场监管局"]["valid_from_year"] == 2018
    # What it was before is not in these reports; the tables say nothing of this district.
    assert of["区城市管理委"]["valid_from_year"] is None


def test_link_survives_a_renamed_office():
    before = "东城区2016年重要民生实事项目\n\n1.新增停车位100个。\n\n完成时限：2016年12月底\n\n主责单位：区市政市容委\n"
    rows = merged(of_text(before, 2016), of_text(before.replace("2016", "2017").replace("市政市容委", "城市管理委"), 2017))
    (link,) = resolve(rows)["succession"]
    assert "same lead department" in link["reason"]
