"""A reviewer's word is carried out, and an entry that no longer applies fails with file, entry and remedy."""

from __future__ import annotations

import pytest
from staged import merged, of_gold
from test_dongcheng import links

from pipelines.history import HistoryError, References, resolve

FIRST, BEFORE = "dongcheng-2023-2024", "dongcheng-2022-2023"


def decided(entry: str) -> dict:
    return resolve(of_gold(FIRST), References.of(entry))


PLACE = 'jurisdiction: "110101"'
TEACHERS = "{year: 2023, kind: delivery, item_no: 2, expects: 干部教师交流轮岗}"
MIDDLE_SCHOOLS = "{year: 2024, kind: plan, item_no: 2, expects: 中学学位}"
SCHOOLS = "{year: 2023, kind: delivery, item_no: 1, expects: 中小学学位}"


def test_link_between_years():
    out = decided(f"- {{kind: link, {PLACE}, from: {TEACHERS}, to: {MIDDLE_SCHOOLS}, reason: one plan for schools}}")
    assert ("2023-2", "2024-2") in links(out)
    assert len(out["succession"]) == 19
    assert [k["score"] for k in out["succession"] if k["is_reviewed"]] == [1.0]


def test_unlink_between_years():
    out = decided(f"- {{kind: unlink, {PLACE}, from: {SCHOOLS}, to: {MIDDLE_SCHOOLS}, reason: other schools}}")
    assert ("2023-1", "2024-2") not in links(out)


def test_unlink_and_link_within_a_year():
    rows = merged(of_gold(FIRST), of_gold(BEFORE))
    plan = "{year: 2023, kind: plan, item_no: 17, expects: 食品}"
    entry = f"- {{kind: unlink, {PLACE}, from: {plan}, to: {{year: 2023, kind: delivery, item_no: 17, expects: 食品}}, reason: tried}}"
    apart = resolve(rows, References.of(entry))
    assert {p["natural_key"] for p in apart["projects"] if p["natural_key"].endswith("2023|d17")} == {"110101|2023|d17"}
    entry += f"\n- {{kind: link, {PLACE}, from: {plan}, to: {{year: 2023, kind: delivery, item_no: 18, expects: 药品}}, reason: tried}}"
    joined = {p["plan_item_no"]: p for p in resolve(rows, References.of(entry))["projects"] if p["year"] == 2023}
    assert joined[17]["delivery_item_no"] == 18
    assert joined[17]["match_reason"].startswith("reviewed")


def test_departments():
    out = decided(f"- {{kind: same_department, {PLACE}, name: 区残联, canonical: 区残疾人联合会, reason: asked for}}")
    assert "区残疾人联合会" in {d["name"] for d in out["departments"]}
    out = decided(f"- {{kind: renamed, {PLACE}, name: 区城市管理委, canonical: 区城市运行管理委, year: 2025, reason: invented}}")
    of = {d["name"]: d for d in out["departments"]}
    assert of["区城市管理委"]["valid_to_year"] == 2025
    assert of["区城市管理委"]["successor_department_key"] == of["区城市运行管理委"]["department_key"]
    assert of["区城市运行管理委"]["valid_from_year"] == 2025
    assert {n["reason"] for n in out["department_names"] if n["name_as_written"] == "区城市管理委"} == {"renamed"}


def test_same_metric():
    out = decided(f"- {{kind: same_metric, {PLACE}, name: 食品类型抽检全覆盖, canonical: 食品抽检监测全覆盖, reason: one list of 33}}")
    names = {m["metric_name"] for m in out["quantity_metrics"]}
    assert "食品类型抽检全覆盖" not in names
    assert "食品抽检监测全覆盖" in names


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        (f"- {{kind: link, {PLACE}, from: {TEACHERS.replace('轮岗', '轮换')}, to: {MIDDLE_SCHOOLS}, reason: r}}", "no longer says"),
        (f"- {{kind: unlink, {PLACE}, from: {TEACHERS.replace('item_no: 2', 'item_no: 99')}, to: {MIDDLE_SCHOOLS}, reason: r}}", "item 99"),
        (f"- {{kind: same_department, {PLACE}, name: 区没有局, canonical: 区有局, reason: r}}", "区没有局"),
        (f"- {{kind: same_metric, {PLACE}, name: 没有, canonical: 有, reason: r}}", "没有"),
        (f"- {{kind: same_metric, {PLACE}, name: 没有, canonical: 有}}", "reason"),
        (f"- {{kind: renamed, {PLACE}, name: 区残联, canonical: 有, reason: r}}", "year is missing"),
        (f"- {{kind: guess, {PLACE}, reason: r}}", "kind is one of"),
        (f"- {{kind: link, {PLACE}, from: 3, to: 4, reason: r}}", "a statement is given as"),
        (f"- {{kind: same_metric, {PLACE}, name: 甲, canonical: 乙, reason: r, colour: red}}", "it takes no colour"),
        ("kind: link", "give a list"),
    ],
)
def test_entry_that_does_not_apply(entry, says):
    with pytest.raises(HistoryError, match=says) as caught:
        decided(entry)
    assert str(caught.value).startswith("pipelines/history/reference/overrides.yml")


def test_entries_on_places_not_loaded_are_left_alone():
    entry = f"- {{kind: link, jurisdiction: '999999', from: {TEACHERS}, to: {MIDDLE_SCHOOLS}, reason: another warehouse}}"
    assert decided(entry) == resolve(of_gold(FIRST))
