"""The questions that the first report must answer, asked of the release as an analyst would."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

Rows = Callable[..., list[tuple[Any, ...]]]


def test_projects_by_year(rows: Rows) -> None:
    assert rows("select year_key, count(*) from marts.dim_project group by year_key order by year_key") == [(2023, 24), (2024, 23)]


def test_quantities_by_role(rows: Rows) -> None:
    assert dict(rows("select role, count(*) from marts.fct_measurement group by role")) == {"target": 62, "actual": 55, "context": 1}
    assert rows("select count(*) from marts.fct_measurement") == [(118,)]


def test_targets_with_an_actual_and_met(rows: Rows) -> None:
    counted = "count(*), count(actual_value), count(attainment_ratio), count(*) filter (where is_met)"
    assert rows(f"select {counted} from marts.fct_target_attainment") == [(62, 24, 24, 24)]


def test_projects_of_2023_without_a_numeric_target(rows: Rows) -> None:
    found = rows(
        "select delivery_item_no from marts.dim_project join marts.fct_project using (project_key, year_key)"
        " where year_key = 2023 and target_count = 0 order by 1"
    )
    assert [r[0] for r in found] == [6, 12, 19, 20, 21]


def test_highest_attainment_ratios_of_2023(rows: Rows) -> None:
    found = rows(
        "select p.delivery_item_no, coalesce(a.target_as_planned, a.target_as_reported), a.actual_value, a.attainment_ratio"
        " from marts.fct_target_attainment a join marts.dim_project p using (project_key)"
        " where a.year_key = 2023 order by a.attainment_ratio desc nulls last limit 4"
    )
    assert found == [(22, 1000, 8323, 8.323), (10, 5, 26, 5.2), (14, 20, 83, 4.15), (7, 3000, 8000, 2.666667)]


def test_an_approximate_actual_counts_as_its_number_and_says_so(rows: Rows) -> None:
    approximate = rows(
        "select p.delivery_item_no, m.quote from marts.bridge_attainment_measurement b join marts.fct_measurement m using (measurement_key)"
        " join marts.dim_project p using (project_key) where b.role = 'actual' and m.is_approximate"
    )
    assert [(n, "".join(quote.split())) for n, quote in approximate] == [(7, "8000余台")]


def test_parts_add_up_against_sixty_shows(rows: Rows) -> None:
    found = rows(
        "select a.actual_value, round(a.attainment_ratio, 4), a.basis, a.comparator, a.status from marts.fct_target_attainment a"
        " join marts.dim_project p using (project_key) where p.year_key = 2023 and p.delivery_item_no = 15"
    )
    assert found == [(67, 1.1167, "sum_of_parts", "ge", "exceeded")]
    parts = rows(
        "select m.value from marts.bridge_attainment_measurement b join marts.fct_measurement m using (measurement_key)"
        " join marts.dim_project p using (project_key) where p.year_key = 2023 and p.delivery_item_no = 15 and b.is_part order by 1"
    )
    assert parts == [(17,), (50,)]


def test_a_rule_said_again_answers_its_rule_and_a_yearly_count_does_not(rows: Rows) -> None:
    found = rows(
        "select a.period, a.actual_value, a.basis, a.status from marts.fct_target_attainment a"
        " join marts.dim_project p using (project_key) where p.year_key = 2023 and p.delivery_item_no = 4"
    )
    assert found == [("quarter", 1, "restated", "met")]


def test_lead_department_of_most_projects_of_2024(rows: Rows) -> None:
    led = (
        "select d.name, p.plan_item_no from marts.bridge_project_department b join marts.dim_department d using (department_key)"
        " join marts.dim_project p using (project_key) where p.year_key = 2024 and b.role = 'lead'"
    )
    items = "list(plan_item_no order by plan_item_no)"
    counted = rows(f"select name, count(*), {items} from ({led}) group by name order by 2 desc, name limit 2")
    assert counted[0] == ("区城市管理委", 3, [8, 9, 18])
    assert counted[1][1] < 3
    assert rows(f"select count(distinct name) from ({led})") == [(16,)]


def test_a_slip_in_a_departments_name_is_the_same_department(rows: Rows) -> None:
    found = rows(
        "select p.plan_item_no, b.role, b.name_as_written from marts.bridge_project_department b"
        " join marts.dim_department d using (department_key) join marts.dim_project p using (project_key)"
        " where d.name = '区住房城乡建设委' order by 1"
    )
    assert found == [(6, "lead", "区住房城市建设委"), (7, "lead", "区住房城市建设委"), (19, "support", "区住房城乡建设委")]
    assert rows("select reason from marts.dim_department_name where name_as_written = '区住房城市建设委'") == [("slip",)]


def test_deadlines_before_year_end(rows: Rows) -> None:
    found = rows("select plan_item_no, deadline_on from marts.dim_project where year_key = 2024 and deadline_on < date '2024-12-31'")
    assert found == [(2, date(2024, 8, 31))]
    assert rows("select count(*) from marts.dim_project where year_key = 2024 and deadline_on is null") == [(0,)]


def test_programmes_that_run_from_2023_into_2024(rows: Rows) -> None:
    found = rows(
        "select a.delivery_item_no, b.plan_item_no from marts.bridge_project_succession s"
        " join marts.dim_project a on s.from_project_key = a.project_key join marts.dim_project b on s.to_project_key = b.project_key"
        " order by 1, 2"
    )
    assert found == [
        *[(1, 2), (3, 3), (5, 6), (6, 7), (7, 13), (8, 18), (10, 10), (11, 8), (13, 12)],
        *[(14, 16), (15, 15), (16, 19), (17, 17), (18, 17), (21, 21), (22, 20), (23, 22), (24, 23)],
    ]
    assert len({later for _, later in found}) == 17


def test_a_convenience_circle_over_the_years(rows: Rows) -> None:
    """5 promised, 26 built, 3 promised next: one programme, found by the words of its promises."""
    found = rows(
        "select h.year, h.target_value, h.actual_value from marts.rpt_programme_history h join marts.dim_project p using (project_key)"
        " where coalesce(p.commitment_as_planned, p.commitment_as_reported) like '%一刻钟便民生活圈%' order by h.year"
    )
    assert found == [(2023, 5, 26), (2024, 3, None)]


def test_a_metric_is_followed_into_the_next_year(rows: Rows) -> None:
    found = rows(
        "select year, target_value, actual_value, next_year, next_target_value from marts.rpt_programme_history"
        " where metric like '%文化惠民演出活动' order by year"
    )
    assert found == [(2023, 60, 67, 2024, 60), (2024, 60, None, None, None)]


def test_the_reports_own_count_agrees(rows: Rows) -> None:
    counts = "year_key, item_count, stated_item_count, is_count_agreed"
    found = rows(f"select {counts} from marts.fct_report_coverage where stated_item_count is not null")
    assert found == [(2023, 24, 24, True)]


@pytest.mark.parametrize(
    ("year", "status", "count"),
    [(2023, "exceeded", 14), (2023, "met", 5), (2023, "unquantified", 5), (2024, "planned", 23)],
)
def test_projects_by_status(rows: Rows, year: int, status: str, count: int) -> None:
    assert rows("select count(*) from marts.rpt_scorecard where year = ? and status = ?", [year, status]) == [(count,)]


def test_a_claim_of_more_is_borne_out_by_the_numbers(rows: Rows) -> None:
    """超额完成 stands in six deliveries of 2023, and the numbers of each say so too."""
    found = rows(
        "select p.delivery_item_no, a.is_supported from marts.rpt_claim_audit a join marts.dim_project p using (project_key)"
        " where a.claim = 'exceeded' order by 1"
    )
    assert found == [(5, True), (7, True), (8, True), (10, True), (11, True), (22, True)]


def test_a_value_split_by_a_page_break_keeps_its_words(rows: Rows) -> None:
    found = rows("select value, quote from marts.fct_measurement where value = 83000")
    assert [(v, "".join(q.split())) for v, q in found] == [(83000, "8.3万户")]
    assert "\n" in found[0][1]


def test_the_places_name_comes_from_its_code(rows: Rows) -> None:
    found = rows("select adcode, name, full_name, level, province, city from marts.dim_jurisdiction")
    assert found == [("110101", "东城区", "北京市东城区", "county", "北京市", "北京市")]
