with issues as (
    select * from {{ ref('stg_issues') }}
),

project_items as (
    select * from {{ ref('stg_project_items') }}
)

select
    cast(issues.issue_key as string) as issue_key,
    cast(issues.report_key as string) as report_key,
    cast(project_items.project_key as string) as project_key,
    cast(issues.kind as string) as kind,
    cast(issues.severity as string) as severity,
    cast(issues.quote as string) as quote,
    cast(issues.char_start as integer) as char_start,
    cast(issues.char_end as integer) as char_end,
    cast(issues.message as string) as message
from issues
left join project_items on issues.item_key = project_items.item_key
