-- A project continues one of an earlier year, in the same programme.
{{ config(meta={'dagster': {'ref': {'name': 'bridge_project_succession'}}}) }}
select
    links.from_project_key,
    links.to_project_key
from {{ ref('bridge_project_succession') }} as links
inner join {{ ref('dim_project') }} as earlier on links.from_project_key = earlier.project_key
inner join {{ ref('dim_project') }} as later on links.to_project_key = later.project_key
where earlier.year_key >= later.year_key or earlier.programme_key <> later.programme_key
