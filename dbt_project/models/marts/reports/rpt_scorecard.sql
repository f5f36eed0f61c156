with projects as (
    select * from {{ ref('dim_project') }}
),

verdicts as (
    select * from {{ ref('fct_project') }}
),

attainments as (
    select * from {{ ref('fct_target_attainment') }}
),

metrics as (
    select * from {{ ref('dim_metric') }}
),

units as (
    select * from {{ ref('dim_unit') }}
),

project_departments as (
    select * from {{ ref('bridge_project_department') }}
),

departments as (
    select * from {{ ref('dim_department') }}
),

jurisdictions as (
    select * from {{ ref('dim_jurisdiction') }}
),

programmes as (
    select * from {{ ref('dim_programme') }}
),

domains as (
    select * from {{ ref('dim_domain') }}
),

reports as (
    select * from {{ ref('dim_report') }}
),

attainment_measurements as (
    select * from {{ ref('bridge_attainment_measurement') }}
),

measurements as (
    select * from {{ ref('fct_measurement') }}
),

places as (
    select
        attainment_measurements.attainment_key,
        min(measurements.char_start) as char_start
    from attainment_measurements
    inner join measurements on attainment_measurements.measurement_key = measurements.measurement_key
    where attainment_measurements.role in ('planned_target', 'reported_target')
    group by attainment_measurements.attainment_key
),

named as (
    select
        project_departments.project_key,
        {{ joined("case when project_departments.role = 'lead' then departments.name end",
                  'project_departments.position') }} as lead_departments,
        {{ joined("case when project_departments.role = 'support' then departments.name end",
                  'project_departments.position') }} as support_departments
    from project_departments
    inner join departments on project_departments.department_key = departments.department_key
    group by project_departments.project_key
),

-- One line per target: what, the promise with its comparator and period, and what came of it.
told as (
    select
        attainments.project_key,
        attainments.attainment_key,
        -- Below a ceiling less is better: such a ratio is neither the lowest nor the highest of anything.
        case when attainments.comparator not in ('le', 'lt') then attainments.attainment_ratio end as attainment_ratio,
        places.char_start,
        metrics.name || ' '
        || case attainments.period when 'month' then '每月' when 'quarter' then '每季度' when 'year' then '每年' else '' end
        || case attainments.comparator
            when 'ge' then '≥' when 'gt' then '>' when 'le' then '≤' when 'lt' then '<' when 'approx' then '≈' else ''
        end
        || {{ chinese_number('coalesce(attainments.target_as_planned, attainments.target_as_reported)') }}
        || units.unit
        || coalesce(' → ' || {{ chinese_number('attainments.actual_value') }} || units.unit, '') as target
    from attainments
    inner join metrics on attainments.metric_key = metrics.metric_key
    inner join units on attainments.unit_key = units.unit_key
    left join places on attainments.attainment_key = places.attainment_key
),

targets as (
    select
        project_key,
        {{ joined('target', 'char_start, attainment_key', '；') }} as targets,
        min(attainment_ratio) as lowest_attainment_ratio,
        max(attainment_ratio) as highest_attainment_ratio
    from told
    group by project_key
)

select
    cast(projects.project_key as string) as project_key,
    cast(jurisdictions.name as string) as jurisdiction,
    cast(projects.year_key as integer) as year,
    cast(projects.plan_item_no as integer) as plan_item_no,
    cast(projects.delivery_item_no as integer) as delivery_item_no,
    cast(projects.title as string) as title,
    cast(programmes.name as string) as programme,
    cast(domains.name_zh as string) as domain_zh,
    cast(domains.name_en as string) as domain_en,
    cast(named.lead_departments as string) as lead_departments,
    cast(named.support_departments as string) as support_departments,
    cast(projects.deadline_on as date) as deadline_on,
    cast(projects.deadline_text as string) as deadline_text,
    cast(coalesce(projects.commitment_as_planned, projects.commitment_as_reported) as string) as commitment,
    cast(projects.completion as string) as completion,
    cast(targets.targets as string) as targets,
    cast(verdicts.target_count as integer) as target_count,
    cast(verdicts.met_count as integer) as met_count,
    cast(verdicts.missed_count as integer) as missed_count,
    cast(verdicts.unanswered_count as integer) as unanswered_count,
    cast(targets.lowest_attainment_ratio as double) as lowest_attainment_ratio,
    cast(targets.highest_attainment_ratio as double) as highest_attainment_ratio,
    cast(verdicts.status as string) as status,
    cast({{ in_chinese('verdicts.status') }} as string) as status_zh,
    cast(verdicts.claim as string) as claim,
    cast({{ in_chinese('verdicts.claim') }} as string) as claim_zh,
    cast(verdicts.is_claim_supported as boolean) as is_claim_supported,
    cast(plan_reports.source_path as string) as plan_source_path,
    cast(delivery_reports.source_path as string) as delivery_source_path
from projects
inner join verdicts on projects.project_key = verdicts.project_key
inner join jurisdictions on projects.jurisdiction_key = jurisdictions.jurisdiction_key
inner join programmes on projects.programme_key = programmes.programme_key
inner join domains on projects.domain_key = domains.domain_key
left join named on projects.project_key = named.project_key
left join targets on projects.project_key = targets.project_key
left join reports as plan_reports on projects.plan_report_key = plan_reports.report_key
left join reports as delivery_reports on projects.delivery_report_key = delivery_reports.report_key
