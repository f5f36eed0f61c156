"""The promise to analysts: every table and view of the schema marts with its columns, in order. A change here is a change of the contract version."""

from __future__ import annotations

TABLES: dict[str, str] = {
    "dim_jurisdiction": "jurisdiction_key jurisdiction_code adcode name full_name level province city",
    "dim_year": "year_key year starts_on ends_on",
    "dim_report": (
        "report_key jurisdiction_key report_year title series version_no is_current as_of_on is_final source_path source_url publisher attribution"
        " published_on retrieved_on sha256 media_type encoding character_count covered_characters numeral_count resolved_numeral_count issue_count"
    ),
    "report_text": "report_key text",
    "dim_department": "department_key jurisdiction_key name kind is_group valid_from_year valid_to_year successor_department_key",
    "dim_department_name": "department_name_key department_key name_as_written reason",
    "dim_metric": "metric_key name unit_key measure_kind domain_key",
    "dim_unit": "unit_key unit meaning_en measure_kind base_unit factor",
    "dim_domain": "domain_key name_zh name_en pillar",
    "dim_programme": "programme_key jurisdiction_key name first_year last_year project_count",
    "dim_project": (
        "project_key jurisdiction_key year_key programme_key domain_key plan_report_key delivery_report_key plan_item_no delivery_item_no match_score"
        " title commitment_as_planned commitment_as_reported completion deadline_on deadline_text"
    ),
    "fct_measurement": (
        "measurement_key project_key report_key metric_key unit_key year_key statement field role comparator value value_high period is_approximate"
        " is_restatement is_breakdown quote char_start char_end"
    ),
    "fct_target_attainment": (
        "attainment_key project_key metric_key unit_key year_key comparator period target_as_planned target_as_reported is_target_revised actual_value"
        " attainment_ratio gap is_met status basis stated_ratio stated_ratio_gap"
    ),
    "bridge_attainment_measurement": "attainment_key measurement_key role is_part",
    "fct_project": "project_key year_key target_count met_count missed_count unanswered_count status claim is_claim_supported",
    "bridge_project_department": "project_key department_key role position name_as_written report_key char_start char_end",
    "bridge_project_succession": "from_project_key to_project_key score reason is_reviewed",
    "fct_report_coverage": (
        "jurisdiction_key year_key statement report_key has_plan has_final_delivery has_interim_delivery item_count stated_item_count is_count_agreed"
    ),
    "fct_issue": "issue_key report_key project_key kind severity quote char_start char_end message",
}

# What people read: columns may be added, so only the names of the relations are fixed.
FOR_PEOPLE = (
    "rpt_scorecard",
    "rpt_department_workload",
    "rpt_programme_history",
    "rpt_claim_audit",
    "rpt_report_quality",
    "rpt_report_changes",
    "rpt_review_queue",
    "rpt_freshness",
)

# The grain of what has no key of its own.
GRAINS = {
    "bridge_attainment_measurement": "attainment_key measurement_key role",
    "bridge_project_department": "project_key department_key role",
    "bridge_project_succession": "from_project_key to_project_key",
    "fct_report_coverage": "jurisdiction_key year_key statement",
}
