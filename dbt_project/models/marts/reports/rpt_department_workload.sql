with project_departments as (
    select * from {{ ref('bridge_project_department') }}
),

departments as (
    select * from {{ ref('dim_department') }}
),

jurisdictions as (
    select * from {{ ref('dim_jurisdiction') }}
),

verdicts as (
    select * from {{ ref('fct_project') }}
),

counts as (
    select
        project_departments.department_key,
        verdicts.year_key,
        count(*) filter (where project_departments.role = 'lead') as lead_project_count,
        count(*) filter (where project_departments.role = 'support') as support_project_count,
        sum(verdicts.target_count) filter (where project_departments.role = 'lead') as lead_target_count,
        sum(verdicts.met_count) filter (where project_departments.role = 'lead') as lead_met_count,
        sum(verdicts.missed_count) filter (where project_departments.role = 'lead') as lead_missed_count,
        sum(verdicts.unanswered_count) filter (where project_departments.role = 'lead') as lead_unanswered_count
    from project_departments
    inner join verdicts on project_departments.project_key = verdicts.project_key
    group by project_departments.department_key, verdicts.year_key
)

select
    cast(departments.department_key as string) as department_key,
    cast(jurisdictions.name as string) as jurisdiction,
    cast(departments.name as string) as department,
    cast(departments.kind as string) as kind,
    cast(departments.is_group as boolean) as is_group,
    cast(counts.year_key as integer) as year,
    cast(counts.lead_project_count as integer) as lead_project_count,
    cast(counts.support_project_count as integer) as support_project_count,
    cast(coalesce(counts.lead_target_count, 0) as integer) as lead_target_count,
    cast(coalesce(counts.lead_met_count, 0) as integer) as lead_met_count,
    cast(coalesce(counts.lead_missed_count, 0) as integer) as lead_missed_count,
    cast(coalesce(counts.lead_unanswered_count, 0) as integer) as lead_unanswered_count
from counts
inner join departments on counts.department_key = departments.department_key
inner join jurisdictions on departments.jurisdiction_key = jurisdictions.jurisdiction_key
