"""Targets and what answers them, on invented texts."""

from __future__ import annotations

import pytest
from staged import merged, of_text

from pipelines.history import resolve


def attainments(promise: str, result: str, planned: str | None = None) -> list[tuple]:
    text = f"东城区2024年重要民生实事完成情况\n\n1.{promise}\n\n落实情况：{result}\n\n2.新建口袋公园3处。\n\n落实情况：新建口袋公园3处。\n"
    rows = of_text(text, 2025)
    if planned is not None:
        by = "完成时限：2024年12月底\n\n主责单位：区教委\n\n"
        plan = f"东城区2024年重要民生实事项目\n\n1.{planned}\n\n{by}2.新建口袋公园3处。\n\n{by}"
        rows = merged(rows, of_text(plan, 2024))
    out = resolve(rows)
    first = next(p["project_key"] for p in out["projects"] if p["natural_key"].endswith("1"))
    return [
        (
            None if a["actual_value"] is None else float(a["actual_value"]),
            a["basis"],
            None if a["stated_ratio"] is None else float(a["stated_ratio"]),
        )
        for a in out["attainments"]
        if a["project_key"] == first
    ]


@pytest.mark.parametrize(
    ("promise", "result", "expected"),
    [
        ("新增停车位500个。", "新增停车位620个，完成率124%。", [(620, "single", 124)]),
        ("新增停车位500个。", "新增停车位616个，超额完成23.2%。", [(616, "single", 123.2)]),
        ("新增停车位500个。", "停车难有所缓解。", [(None, "none", None)]),
        ("建设道路1.5公里。", "建设道路1600米。", [(1.6, "single", None)]),
        ("每月开展安全检查不少于2次。", "全年开展安全检查30次。", [(None, "none", None)]),
    ],
)
def test_within_a_delivery(promise, result, expected):
    assert attainments(promise, result) == expected


@pytest.mark.parametrize(
    ("planned", "promise", "result", "expected"),
    [
        # the target was lowered: judged against the promise, one row
        ("新增停车位800个。", "新增停车位500个。", "新增停车位620个。", [(620, "single", None)]),
        # the delivery promises one thing more
        (
            "新增停车位500个。",
            "新增停车位500个，新建充电桩60个。",
            "新增停车位620个，新建充电桩66个。",
            [(620, "single", None), (66, "single", None)],
        ),
        # the plan promised one thing that the delivery is silent about
        ("新增停车位500个，新建充电桩60个。", "新增停车位500个。", "新增停车位620个。", [(620, "single", None), (None, "none", None)]),
    ],
)
def test_plan_and_delivery(planned, promise, result, expected):
    assert attainments(promise, result, planned) == expected
