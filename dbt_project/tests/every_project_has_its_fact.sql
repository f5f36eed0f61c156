-- dim_project and fct_project are the same projects.
{{ config(meta={'dagster': {'ref': {'name': 'dim_project'}}}) }}
select project_key
from {{ ref('dim_project') }}
except
select project_key
from {{ ref('fct_project') }}
