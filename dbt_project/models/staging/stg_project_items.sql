select
    cast(project_key as string) as project_key,
    cast(item_key as string) as item_key,
    cast(report_key as string) as report_key,
    cast(statement as string) as statement,
    cast(is_deciding as boolean) as is_deciding
from {{ source('resolved_projects', 'project_items') }}
