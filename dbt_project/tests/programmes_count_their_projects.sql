-- A programme's years and count are those of its projects.
{{ config(meta={'dagster': {'ref': {'name': 'dim_programme'}}}) }}
select programmes.programme_key
from {{ ref('dim_programme') }} as programmes
left join {{ ref('dim_project') }} as projects on programmes.programme_key = projects.programme_key
group by programmes.programme_key, programmes.project_count, programmes.first_year, programmes.last_year
having
    programmes.project_count <> count(projects.project_key)
    or programmes.first_year is distinct from min(projects.year_key)
    or programmes.last_year is distinct from max(projects.year_key)
