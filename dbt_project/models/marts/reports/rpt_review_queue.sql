with candidates as (
    select * from {{ ref('stg_review_candidates') }}
),

projects as (
    select * from {{ ref('dim_project') }}
),

-- Doubts about plan and delivery name two items; a reader looks for their projects.
items as (
    select
        item_key,
        min(project_key) as project_key
    from {{ ref('stg_project_items') }}
    group by item_key
)

select
    cast(candidates.kind as string) as kind,
    cast({{ in_chinese('candidates.kind') }} as string) as kind_zh,
    cast(coalesce(left_items.project_key, candidates.left_key) as string) as left_key,
    cast(left_projects.year_key as integer) as left_year,
    cast(candidates.left_text as string) as left_text,
    cast(coalesce(right_items.project_key, candidates.right_key) as string) as right_key,
    cast(right_projects.year_key as integer) as right_year,
    cast(candidates.right_text as string) as right_text,
    cast(candidates.score as decimal(38, 6)) as score,
    cast(candidates.reason as string) as reason
from candidates
left join items as left_items on candidates.left_key = left_items.item_key
left join items as right_items on candidates.right_key = right_items.item_key
left join projects as left_projects on coalesce(left_items.project_key, candidates.left_key) = left_projects.project_key
left join projects as right_projects on coalesce(right_items.project_key, candidates.right_key) = right_projects.project_key
