select
    cast(project_key as string) as project_key,
    cast(natural_key as string) as natural_key,
    cast(jurisdiction_code as string) as jurisdiction_code,
    cast(year as integer) as year,
    cast(programme_key as string) as programme_key,
    cast(domain_code as string) as domain_code,
    cast(plan_report_key as string) as plan_report_key,
    cast(plan_item_key as string) as plan_item_key,
    cast(plan_item_no as integer) as plan_item_no,
    cast(delivery_report_key as string) as delivery_report_key,
    cast(delivery_item_key as string) as delivery_item_key,
    cast(delivery_item_no as integer) as delivery_item_no,
    cast(match_score as double) as match_score,
    cast(match_reason as string) as match_reason,
    cast(title as string) as title
from {{ source('resolved_projects', 'projects') }}
