with programmes as (
    select * from {{ ref('dim_programme') }}
),

projects as (
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

jurisdictions as (
    select * from {{ ref('dim_jurisdiction') }}
),

successions as (
    select * from {{ ref('bridge_target_succession') }}
),

targets as (
    select
        projects.programme_key,
        attainments.project_key,
        attainments.attainment_key,
        attainments.metric_key,
        attainments.unit_key,
        attainments.year_key,
        attainments.period,
        attainments.comparator,
        coalesce(attainments.target_as_planned, attainments.target_as_reported) as target_value,
        attainments.actual_value,
        attainments.attainment_ratio,
        attainments.status
    from attainments
    inner join projects on attainments.project_key = projects.project_key
),

-- What the programme promises of the same thing next, in the unit of this target.
followed as (
    select
        attainments.attainment_key,
        attainments.year_key as next_year,
        coalesce(attainments.target_as_planned, attainments.target_as_reported) as value,
        units.factor
    from attainments
    inner join units on attainments.unit_key = units.unit_key
)

select
    cast(programmes.programme_key as string) as programme_key,
    cast(jurisdictions.name as string) as jurisdiction,
    cast(programmes.name as string) as programme,
    cast(projects.year_key as integer) as year,
    cast(projects.project_key as string) as project_key,
    cast(projects.title as string) as title,
    cast(verdicts.status as string) as project_status,
    cast({{ in_chinese('verdicts.status') }} as string) as project_status_zh,
    cast(metrics.name as string) as metric,
    cast(units.unit as string) as unit,
    cast(targets.period as string) as period,
    cast(targets.comparator as string) as comparator,
    cast(targets.target_value as decimal(38, 6)) as target_value,
    cast(targets.actual_value as decimal(38, 6)) as actual_value,
    cast(targets.attainment_ratio as double) as attainment_ratio,
    cast(targets.status as string) as target_status,
    cast({{ in_chinese('targets.status') }} as string) as target_status_zh,
    cast(followed.next_year as integer) as next_year,
    cast({{ convert_unit('followed.value', 'followed.factor', 'units.factor') }} as decimal(38, 6)) as next_target_value
from projects
inner join programmes on projects.programme_key = programmes.programme_key
inner join jurisdictions on projects.jurisdiction_key = jurisdictions.jurisdiction_key
inner join verdicts on projects.project_key = verdicts.project_key
left join targets on projects.project_key = targets.project_key
left join metrics on targets.metric_key = metrics.metric_key
left join units on targets.unit_key = units.unit_key
left join successions on targets.attainment_key = successions.attainment_key
left join followed on successions.next_attainment_key = followed.attainment_key
