select
    cast(from_project_key as string) as from_project_key,
    cast(to_project_key as string) as to_project_key,
    cast(score as double) as score,
    cast(reason as string) as reason,
    cast(is_reviewed as boolean) as is_reviewed
from {{ source('resolved_projects', 'succession') }}
