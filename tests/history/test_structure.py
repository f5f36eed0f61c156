"""Dropped, added, renumbered, split, merged; interim and final; versions; restated plans. Invented texts."""

from __future__ import annotations

from datetime import date

from staged import Rows, merged, of_text

from pipelines.history import resolve

PLAN = """东城区2024年重要民生实事项目

1.新增普惠托位500个，缓解入托难。

完成时限：2024年12月底

主责单位：区教委；协办单位：各街道办事处

2.新建公用充电桩300个。

完成时限：2024年12月底

主责单位：区城市管理委；协办单位：各街道办事处

3.新增共享停车位800个。

完成时限：2024年12月底

主责单位：区城市管理委；协办单位：各街道办事处

4.举办惠民演出60场，新建社区书屋12家。

完成时限：2024年12月底

主责单位：区文化和旅游局；协办单位：各街道办事处

5.食品抽检合格率不低于98.5%。

完成时限：2024年12月底

主责单位：区市场监管局；协办单位：各相关单位

6.药品抽检合格率不低于99%。

完成时限：2024年12月底

主责单位：区市场监管局；协办单位：各相关单位
"""


def delivery(*items: tuple[str, str], year: int = 2024) -> str:
    body = "".join(f"{n}.{promise}\n\n落实情况：{result}\n\n" for n, (promise, result) in enumerate(items, 1))
    return f"东城区{year}年重要民生实事完成情况\n\n" + body


def projects(rows: Rows) -> dict[str, dict]:
    return {p["natural_key"].split("|")[2]: p for p in resolve(rows)["projects"]}


def numbers(rows: Rows) -> dict[str, int | None]:
    return {name: p["delivery_item_no"] for name, p in projects(rows).items()}


TOTS = ("新增普惠托位500个。", "新增普惠托位560个。")
PLUGS = ("新建公用充电桩300个。", "新建公用充电桩342个。")
PARKING = ("新增共享停车位800个。", "新增共享停车位790个。")
SHOWS = ("举办惠民演出60场。", "举办惠民演出66场。")
BOOKS = ("新建社区书屋12家。", "新建社区书屋13家。")
FOOD = ("食品抽检合格率不低于98.5%。", "食品抽检合格率98.9%。")
DRUGS = ("药品抽检合格率不低于99%。", "药品抽检合格率99.4%。")
ALL = ("举办惠民演出60场，新建社区书屋12家。", "举办惠民演出66场，新建社区书屋13家。")


def test_renumbered():
    rows = merged(of_text(PLAN, 2024), of_text(delivery(DRUGS, FOOD, ALL, PARKING, PLUGS, TOTS), 2025))
    assert numbers(rows) == {"p1": 6, "p2": 5, "p3": 4, "p4": 3, "p5": 2, "p6": 1}


def test_dropped_promise_keeps_no_delivery_though_its_neighbour_reads_alike():
    rows = merged(of_text(PLAN, 2024), of_text(delivery(TOTS, PLUGS, PARKING, ALL, DRUGS), 2025))
    assert numbers(rows) == {"p1": 1, "p2": 2, "p3": 3, "p4": 4, "p5": None, "p6": 5}


def test_added_delivery_is_a_project_of_its_own():
    extra = ("更新老旧小区电梯20部。", "更新老旧小区电梯21部。")
    rows = merged(of_text(PLAN, 2024), of_text(delivery(TOTS, PLUGS, extra, PARKING, ALL, FOOD, DRUGS), 2025))
    assert numbers(rows) == {"p1": 1, "p2": 2, "p3": 4, "p4": 5, "p5": 6, "p6": 7, "d3": 3}


def test_split_promise_owns_both_deliveries():
    rows = merged(of_text(PLAN, 2024), of_text(delivery(TOTS, PLUGS, PARKING, SHOWS, BOOKS, FOOD, DRUGS), 2025))
    out = resolve(rows)
    by_name = projects(rows)
    assert set(by_name) == {f"p{n}" for n in range(1, 7)}
    shows = by_name["p4"]["project_key"]
    assert sum(i["project_key"] == shows and i["statement"] == "delivery" for i in out["project_items"]) == 2
    assert [a["actual_value"] for a in out["attainments"] if a["project_key"] == shows] == [66, 13]
    assert any("split" in c["reason"] for c in out["review_candidates"])


def test_merged_promises_share_a_delivery_that_belongs_to_one():
    both = ("食品抽检合格率不低于98.5%，药品抽检合格率不低于99%。", "食品抽检合格率98.9%，药品抽检合格率98.7%。")
    rows = merged(of_text(PLAN, 2024), of_text(delivery(TOTS, PLUGS, PARKING, ALL, both), 2025))
    out = resolve(rows)
    by_name = projects(rows)
    assert numbers(rows) == {"p1": 1, "p2": 2, "p3": 3, "p4": 4, "p5": 5, "p6": 5}
    owners = [i["project_key"] for i in out["project_items"] if i["statement"] == "delivery"]
    assert len(owners) == 5  # an item, and with it its numbers, belongs to one project
    actual = {
        p: [
            str(a["actual_value"])
            for a in out["attainments"]
            if a["project_key"] == by_name[p]["project_key"] and a["planned_quantity_key"]
        ]
        for p in ("p5", "p6")
    }
    assert actual == {"p5": ["98.9"], "p6": ["98.7"]}
    assert sum("merged" in (p["match_reason"] or "") for p in by_name.values()) == 1


def test_interim_report_loads_beside_the_final_which_decides():
    half = delivery(("新增普惠托位500个。", "新增普惠托位210个。"), ("新建公用充电桩300个。", "新建公用充电桩96个。"))
    interim = of_text(half, 2024, series="progress", is_final=False, as_of_on=date(2024, 6, 30))
    plan = of_text(PLAN, 2024)
    before = resolve(merged(plan, interim))
    first = next(p for p in before["projects"] if p["natural_key"].endswith("p1"))
    assert [a["actual_value"] for a in before["attainments"] if a["project_key"] == first["project_key"]] == [210]
    final = of_text(delivery(TOTS, PLUGS, PARKING, ALL, FOOD, DRUGS), 2025)
    after = resolve(merged(plan, interim, final))
    items = [i for i in after["project_items"] if i["project_key"] == first["project_key"] and i["statement"] == "delivery"]
    assert sorted(i["is_deciding"] for i in items) == [False, True]
    assert [a["actual_value"] for a in after["attainments"] if a["project_key"] == first["project_key"]] == [560]
    assert {p["natural_key"] for p in after["projects"]} == {p["natural_key"] for p in before["projects"]}


def test_later_interim_report_decides():
    reports = [
        of_text(
            delivery(("新增普惠托位500个。", f"新增普惠托位{done}个。")),
            2024,
            series=f"m{month}",
            is_final=False,
            as_of_on=date(2024, month, 28),
        )
        for month, done in ((9, 330), (3, 80), (6, 190))
    ]
    out = resolve(merged(of_text(PLAN, 2024), *reports))
    first = next(p for p in out["projects"] if p["natural_key"].endswith("p1"))
    assert [a["actual_value"] for a in out["attainments"] if a["project_key"] == first["project_key"]] == [330]
    assert sum(i["project_key"] == first["project_key"] for i in out["project_items"]) == 4


def test_only_the_current_version_counts():
    old = of_text(PLAN.replace("500个", "450个"), 2024, series="old", is_current=False)
    refused = of_text(PLAN, 2024, series="refused", status="refused")
    assert resolve(merged(of_text(PLAN, 2024), old, refused)) == resolve(of_text(PLAN, 2024))


def test_plan_published_twice_is_one_plan():
    again = of_text(PLAN, 2025, series="again")
    out = resolve(merged(of_text(PLAN, 2024), again))
    assert {p["natural_key"].split("|")[2] for p in out["projects"]} == {f"p{n}" for n in range(1, 7)}
    assert len(out["project_items"]) == 12
    assert sum(i["is_deciding"] for i in out["project_items"]) == 6


def test_numbers_that_restart_make_distinct_keys():
    rows = of_text(PLAN, 2024)
    for item in rows["items"][3:]:
        item["item_no"] = int(item["item_no"]) - 3
    assert list(projects(rows)) == ["p1.1", "p2.1", "p3.1", "p1.2", "p2.2", "p3.2"]


def test_a_rate_belongs_to_the_one_count_of_its_clause_and_to_none_where_it_is_of_all():
    promise = "1.建成社区食堂12家，新增养老床位300张，适老化改造600户。\n完成情况：{}\n主责单位：区民政局"
    report = "东城区2024年重要民生实事项目完成情况\n\n"

    def rates(said: str) -> dict[str, object]:
        resolved = resolve(of_text(report + promise.format(said), 2025))
        return {str(row["actual_value"]).split(".")[0]: row["stated_ratio"] for row in resolved["attainments"]}

    own = rates("建成社区食堂12家；新增养老床位276张，完成率92%；完成适老化改造612户。")
    assert {value: ratio is not None for value, ratio in own.items()} == {"12": False, "276": True, "612": False}
    of_all = rates("建成社区食堂12家；新增养老床位276张；完成适老化改造612户，整体完成率98%。")
    assert not any(of_all.values())
