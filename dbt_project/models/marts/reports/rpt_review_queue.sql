with candidates as (
    select * from {{ ref('stg_review_candidates') }}
),

projects as (
    select * from {{ ref('dim_project') }}
)

select
    cast(candidates.kind as string) as kind,
    cast(candidates.left_key as string) as left_key,
    cast(left_projects.year_key as integer) as left_year,
    cast(candidates.left_text as string) as left_text,
    cast(candidates.right_key as string) as right_key,
    cast(right_projects.year_key as integer) as right_year,
    cast(candidates.right_text as string) as right_text,
    cast(candidates.score as decimal(38, 6)) as score,
    cast(candidates.reason as string) as reason
from candidates
left join projects as left_projects on candidates.left_key = left_projects.project_key
left join projects as right_projects on candidates.right_key = right_projects.project_key
