-- Nothing vanishes between staging and the projects: each item of a current, parsed report states a project that exists.
{{ config(meta={'dagster': {'ref': {'name': 'dim_project'}}}) }}
select items.item_key
from {{ ref('stg_items') }} as items
inner join {{ ref('stg_reports') }} as reports on items.report_key = reports.report_key
left join {{ ref('int_project_items') }} as project_items on items.item_key = project_items.item_key
left join {{ ref('dim_project') }} as projects on project_items.project_key = projects.project_key
where reports.is_current and reports.status = 'parsed' and projects.project_key is null
