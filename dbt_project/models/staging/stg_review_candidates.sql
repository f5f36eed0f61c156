select
    cast(kind as string) as kind,
    cast(left_key as string) as left_key,
    cast(right_key as string) as right_key,
    cast(score as double) as score,
    cast(reason as string) as reason,
    cast(left_text as string) as left_text,
    cast(right_text as string) as right_text
from {{ source('resolved_projects', 'review_candidates') }}
