select
    cast(from_project_key as string) as from_project_key,
    cast(to_project_key as string) as to_project_key,
    cast(score as decimal(38, 6)) as score,
    cast(reason as string) as reason,
    cast(is_reviewed as boolean) as is_reviewed
from {{ ref('stg_succession') }}
