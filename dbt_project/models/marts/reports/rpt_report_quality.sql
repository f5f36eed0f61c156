with reports as (
    select * from {{ ref('dim_report') }}
),

jurisdictions as (
    select * from {{ ref('dim_jurisdiction') }}
),

measurement_counts as (
    select
        report_key,
        count(*) as measurement_count,
        count(distinct project_key) as quantified_project_count
    from {{ ref('fct_measurement') }}
    group by report_key
),

issue_counts as (
    select
        report_key,
        bool_or(kind like 'refused%') as is_refused,
        count(*) filter (where severity = 'error') as error_count,
        count(*) filter (where severity = 'warning') as warning_count
    from {{ ref('fct_issue') }}
    group by report_key
)

select
    cast(reports.report_key as string) as report_key,
    cast(jurisdictions.name as string) as jurisdiction,
    cast(reports.report_year as integer) as report_year,
    cast(reports.title as string) as title,
    cast(reports.version_no as integer) as version_no,
    cast(reports.is_current as boolean) as is_current,
    cast(reports.source_path as string) as source_path,
    cast(coalesce(issue_counts.is_refused, false) as boolean) as is_refused,
    cast(reports.character_count as integer) as character_count,
    {{ ratio('reports.covered_characters', 'reports.character_count') }} as covered_ratio,
    cast(reports.numeral_count as integer) as numeral_count,
    {{ ratio('reports.resolved_numeral_count', 'reports.numeral_count') }} as resolved_numeral_ratio,
    cast(coalesce(measurement_counts.measurement_count, 0) as integer) as measurement_count,
    cast(coalesce(measurement_counts.quantified_project_count, 0) as integer) as quantified_project_count,
    cast(reports.issue_count as integer) as issue_count,
    cast(coalesce(issue_counts.error_count, 0) as integer) as error_count,
    cast(coalesce(issue_counts.warning_count, 0) as integer) as warning_count
from reports
inner join jurisdictions on reports.jurisdiction_key = jurisdictions.jurisdiction_key
left join measurement_counts on reports.report_key = measurement_counts.report_key
left join issue_counts on reports.report_key = issue_counts.report_key
