-- fct_project counts what fct_target_attainment holds, and its parts are the whole.
{{ config(meta={'dagster': {'ref': {'name': 'fct_target_attainment'}}}) }}
with counted as (
    select
        project_key,
        count(*) as target_count,
        count(*) filter (where is_met) as met_count,
        count(*) filter (where not is_met) as missed_count
    from {{ ref('fct_target_attainment') }}
    group by project_key
)

select projects.project_key
from {{ ref('fct_project') }} as projects
left join counted on projects.project_key = counted.project_key
where
    projects.target_count <> projects.met_count + projects.missed_count + projects.unanswered_count
    or projects.target_count <> coalesce(counted.target_count, 0)
    or projects.met_count <> coalesce(counted.met_count, 0)
    or projects.missed_count <> coalesce(counted.missed_count, 0)
