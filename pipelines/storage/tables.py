"""The staging tables: names, columns and DuckDB types. The contract between the parser's records, the Parquet files and dbt.

Staging Parquet lies at ``<warehouse>/staging/<table>/report_year=YYYY/data.parquet`` (partitioned by the year of publication; the files themselves
hold ``report_year`` too); resolved tables, made from all years together, at ``<warehouse>/staging/<table>/data.parquet``.
Keys are md5 hex of the natural key given beside each; see ``keys.py``.
"""

from __future__ import annotations

DECIMAL = "DECIMAL(38,6)"

REPORT_TABLES: dict[str, dict[str, str]] = {
    # One row per version of one document, parsed or refused. report_key: jurisdiction_code|report_year|series|version_no
    "reports": {
        "report_key": "VARCHAR",
        "jurisdiction_code": "VARCHAR",
        "jurisdiction_name": "VARCHAR",
        "report_year": "INTEGER",
        "series": "VARCHAR",
        "version_no": "INTEGER",
        "is_current": "BOOLEAN",
        "status": "VARCHAR",  # parsed, refused
        "refusal_code": "VARCHAR",
        "title": "VARCHAR",
        "as_of_on": "DATE",
        "is_final": "BOOLEAN",
        "source_path": "VARCHAR",
        "source_url": "VARCHAR",
        "publisher": "VARCHAR",
        "attribution": "VARCHAR",
        "language": "VARCHAR",
        "published_on": "DATE",
        "retrieved_on": "DATE",
        "sha256": "VARCHAR",
        "size_bytes": "BIGINT",
        "media_type": "VARCHAR",
        "encoding": "VARCHAR",
        "parser_version": "VARCHAR",
        "parse_key": "VARCHAR",  # what the parse depends on: bytes, parser version, hints
        "character_count": "INTEGER",
        "covered_characters": "INTEGER",
        "numeral_count": "INTEGER",
        "resolved_numeral_count": "INTEGER",
        "text": "VARCHAR",
    },
    # One row per section of a report; section_no counts from 0.
    "sections": {
        "report_key": "VARCHAR",
        "report_year": "INTEGER",
        "section_no": "INTEGER",
        "kind": "VARCHAR",
        "year": "INTEGER",
        "heading": "VARCHAR",
        "char_start": "INTEGER",
        "char_end": "INTEGER",
        "stated_count": "INTEGER",
        "stated_count_quote": "VARCHAR",
        "item_count": "INTEGER",
    },
    # One row per item. item_key: report_key|position
    "items": {
        "item_key": "VARCHAR",
        "report_key": "VARCHAR",
        "report_year": "INTEGER",
        "section_no": "INTEGER",
        "position": "INTEGER",
        "item_no": "INTEGER",
        "kind": "VARCHAR",
        "year": "INTEGER",
        "group_heading": "VARCHAR",
        "commitment": "VARCHAR",
        "completion": "VARCHAR",
        "deadline_on": "DATE",
        "deadline_text": "VARCHAR",
        "claim": "VARCHAR",
        "claim_quote": "VARCHAR",
        "char_start": "INTEGER",
        "char_end": "INTEGER",
    },
    # One row per department of an item and role.
    "item_departments": {
        "item_key": "VARCHAR",
        "report_key": "VARCHAR",
        "report_year": "INTEGER",
        "role": "VARCHAR",
        "position": "INTEGER",
        "name_as_written": "VARCHAR",
        "char_start": "INTEGER",
        "char_end": "INTEGER",
    },
    # One row per quantity. quantity_key: item_key|quantity_id
    "quantities": {
        "quantity_key": "VARCHAR",
        "item_key": "VARCHAR",
        "report_key": "VARCHAR",
        "report_year": "INTEGER",
        "quantity_id": "VARCHAR",
        "field": "VARCHAR",
        "role": "VARCHAR",
        "comparator": "VARCHAR",
        "value": DECIMAL,
        "value_high": DECIMAL,
        "unit_as_written": "VARCHAR",
        "period": "VARCHAR",
        "indicator": "VARCHAR",
        "is_approximate": "BOOLEAN",
        "is_restatement": "BOOLEAN",
        "is_breakdown": "BOOLEAN",
        "text": "VARCHAR",
        "quote": "VARCHAR",
        "char_start": "INTEGER",
        "char_end": "INTEGER",
    },
    # One row per numeral that is no quantity.
    "numerals": {
        "item_key": "VARCHAR",
        "report_key": "VARCHAR",
        "report_year": "INTEGER",
        "field": "VARCHAR",
        "kind": "VARCHAR",
        "text": "VARCHAR",
        "quote": "VARCHAR",
        "char_start": "INTEGER",
        "char_end": "INTEGER",
    },
    # One row per actual that answers a target of the same item.
    "matches": {
        "item_key": "VARCHAR",
        "report_key": "VARCHAR",
        "report_year": "INTEGER",
        "target_quantity_key": "VARCHAR",
        "actual_quantity_key": "VARCHAR",
        "is_part": "BOOLEAN",
    },
    # One row per stretch of text that no stage could place.
    "residue": {
        "report_key": "VARCHAR",
        "report_year": "INTEGER",
        "quote": "VARCHAR",
        "char_start": "INTEGER",
        "char_end": "INTEGER",
    },
    # One row per thing not understood or set aside; a refused report has one with kind = 'refused_<code>'.
    "issues": {
        "issue_key": "VARCHAR",
        "report_key": "VARCHAR",
        "item_key": "VARCHAR",
        "report_year": "INTEGER",
        "kind": "VARCHAR",
        "severity": "VARCHAR",
        "quote": "VARCHAR",
        "char_start": "INTEGER",
        "char_end": "INTEGER",
        "message": "VARCHAR",
    },
}

RESOLVED_TABLES: dict[str, dict[str, str]] = {
    # One row per promise of one jurisdiction for one year. project_key: jurisdiction_code|year|p<plan_item_no> or d<delivery_item_no>
    # (several items of one year with one number, from headings that restart: the number is followed by .<section-wise running no>).
    "projects": {
        "project_key": "VARCHAR",
        "natural_key": "VARCHAR",
        "jurisdiction_code": "VARCHAR",
        "year": "INTEGER",
        "programme_key": "VARCHAR",
        "domain_code": "VARCHAR",
        "plan_report_key": "VARCHAR",
        "plan_item_key": "VARCHAR",
        "plan_item_no": "INTEGER",
        "delivery_report_key": "VARCHAR",
        "delivery_item_key": "VARCHAR",
        "delivery_item_no": "INTEGER",
        "match_score": "DOUBLE",
        "match_reason": "VARCHAR",
        "title": "VARCHAR",
    },
    # One row per item of a current report: the project that it states. is_deciding: its words and numbers decide (the latest of its kind).
    "project_items": {
        "project_key": "VARCHAR",
        "item_key": "VARCHAR",
        "report_key": "VARCHAR",
        "statement": "VARCHAR",  # plan, delivery
        "is_deciding": "BOOLEAN",
    },
    # One row per target of a project. attainment_key: project_key|t<running number>
    "attainments": {
        "attainment_key": "VARCHAR",
        "project_key": "VARCHAR",
        "metric_key": "VARCHAR",
        "planned_quantity_key": "VARCHAR",
        "reported_quantity_key": "VARCHAR",
        "actual_value": DECIMAL,
        "actual_unit": "VARCHAR",
        "basis": "VARCHAR",  # single, sum_of_parts, restated, none
        "stated_ratio": DECIMAL,
    },
    # One row per target that a later project of the programme sets again, with the next such target.
    "target_succession": {
        "attainment_key": "VARCHAR",
        "next_attainment_key": "VARCHAR",
    },
    # One row per measurement that an attainment rests on.
    "attainment_quantities": {
        "attainment_key": "VARCHAR",
        "quantity_key": "VARCHAR",
        "role": "VARCHAR",  # planned_target, reported_target, actual, stated_ratio
        "is_part": "BOOLEAN",
    },
    # One row per quantity of a current report: the metric that it measures. metric_key: metric_name|unit
    "quantity_metrics": {
        "quantity_key": "VARCHAR",
        "metric_key": "VARCHAR",
        "metric_name": "VARCHAR",
        "unit": "VARCHAR",
        "domain_code": "VARCHAR",
    },
    # One row per earlier project and later project that continues it.
    "succession": {
        "from_project_key": "VARCHAR",
        "to_project_key": "VARCHAR",
        "score": "DOUBLE",
        "reason": "VARCHAR",
        "is_reviewed": "BOOLEAN",
    },
    # One row per programme (connected component of succession). programme_key: jurisdiction_code|natural key of its first project
    "programmes": {
        "programme_key": "VARCHAR",
        "jurisdiction_code": "VARCHAR",
        "name": "VARCHAR",
        "first_year": "INTEGER",
        "last_year": "INTEGER",
        "project_count": "INTEGER",
    },
    # One row per department under its canonical name. department_key: jurisdiction_code|name
    "departments": {
        "department_key": "VARCHAR",
        "jurisdiction_code": "VARCHAR",
        "name": "VARCHAR",
        "kind": "VARCHAR",
        "is_group": "BOOLEAN",
        "valid_from_year": "INTEGER",
        "valid_to_year": "INTEGER",
        "successor_department_key": "VARCHAR",
    },
    # One row per form of a name as written, per jurisdiction.
    "department_names": {
        "jurisdiction_code": "VARCHAR",
        "department_key": "VARCHAR",
        "name_as_written": "VARCHAR",
        "reason": "VARCHAR",  # same, slip, short form, renamed, merged
    },
    # One row per match or link of low score that a person should confirm.
    "review_candidates": {
        "kind": "VARCHAR",  # plan_delivery, succession, department
        "left_key": "VARCHAR",
        "right_key": "VARCHAR",
        "score": "DOUBLE",
        "reason": "VARCHAR",
        "left_text": "VARCHAR",
        "right_text": "VARCHAR",
    },
}
