"""A further year that no rule was written for: invented text, numbers shifted, a promise dropped, two merged, one split, an office
renamed."""

from __future__ import annotations

import json
import re
from functools import cache

import pytest
from staged import DATA, GOLDEN, merged, of_parsed, of_text, parsed
from test_dongcheng import f1

from pipelines.history import resolve

EXPECTED = json.loads((DATA / "invented-2024-2025.expected.json").read_text("utf-8"))
TEXT = (DATA / "invented-2024-2025.txt").read_text("utf-8")


def without_promises() -> str:
    """The same report as many are written: results alone, the promises not repeated."""
    body, plan = TEXT.index("1.用好"), TEXT.index("二、东城区2025")
    results = re.findall("^落实情况：(.*)$", TEXT[body:plan], re.MULTILINE)
    return TEXT[:body] + "".join(f"{n}.全年{line}\n\n" for n, line in enumerate(results, 1)) + TEXT[plan:]


@cache
def resolved(variant: str):
    text = {"promises repeated": TEXT, "results alone": without_promises()}[variant]
    rows = merged(of_parsed(parsed(GOLDEN / "dongcheng-2023-2024.txt"), 2024), of_text(text, 2025))
    return rows, resolve(rows)


@pytest.fixture(params=["promises repeated", "results alone"])
def variant(request):
    return resolved(request.param)


def year(out, wanted):
    return [p for p in out["projects"] if p["year"] == wanted]


def test_plan_is_delivery(variant):
    _, out = variant
    expected = {(int(plan), delivery) for plan, delivery in EXPECTED["plan_delivery"].items()}
    found = {(p["plan_item_no"], p["delivery_item_no"]) for p in year(out, 2024) if p["plan_item_no"] and p["delivery_item_no"]}
    assert found <= expected, "nothing is joined that does not belong together"
    assert len(found & expected) >= 21
    if variant is resolved("promises repeated"):
        assert found == expected


def test_dropped_promise_is_found(variant):
    _, out = variant
    unanswered = {p["plan_item_no"] for p in year(out, 2024) if p["delivery_item_key"] is None}
    assert set(EXPECTED["dropped"]) <= unanswered


def test_links(variant):
    _, out = variant
    of = {p["project_key"]: p for p in out["projects"]}
    pairs = [(of[k["from_project_key"]], of[k["to_project_key"]]) for k in out["succession"]]
    found = {(a["plan_item_no"], b["plan_item_no"]) for a, b in pairs if b["year"] == 2025 and a["year"] == 2024}
    assert f1(found, {tuple(pair) for pair in EXPECTED["continues"]}) >= 0.9


def test_attainment(variant):
    rows, out = variant
    value = {q["quantity_key"]: float(q["value"]) for q in rows["quantities"]}
    number = {p["project_key"]: p["plan_item_no"] for p in year(out, 2024)}
    found = {
        (number[a["project_key"]], value[a["planned_quantity_key"]], float(a["actual_value"]))
        for a in out["attainments"]
        if a["actual_value"] is not None and number.get(a["project_key"]) and a["planned_quantity_key"]
    }
    expected = {(int(n), target, actual) for n, listed in EXPECTED["attainment"].items() for target, actual in listed if actual is not None}
    assert f1(found, expected) >= 0.95


def test_low_scores_are_put_before_a_person(variant):
    _, out = variant
    asked = {(c["left_key"], c["right_key"]) for c in out["review_candidates"] if c["kind"] == "plan_delivery"}
    joined = {
        (p["plan_item_key"], p["delivery_item_key"]) for p in out["projects"] if p["match_score"] is not None and p["match_score"] < 0.45
    }
    assert joined <= asked


def test_renamed_office_is_one_department(variant):
    _, out = variant
    names = {d["department_key"]: d["name"] for d in out["departments"]}
    written = {n["name_as_written"]: (names[n["department_key"]], n["reason"]) for n in out["department_names"]}
    assert written["区市场监督管理局"] == ("区市场监管局", "short form")
    assert written["区城市管理局"][0] == "区城市管理局"
