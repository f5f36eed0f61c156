with projects as (
    select * from {{ ref('stg_projects') }}
),

items as (
    select * from {{ ref('stg_items') }}
),

completions as (
    select * from {{ ref('int_project_completions') }}
),

final as (
    select
        projects.*,
        plan_items.commitment as commitment_as_planned,
        delivery_items.commitment as commitment_as_reported,
        completions.completion,
        coalesce(plan_items.deadline_on, delivery_items.deadline_on) as deadline_on,
        coalesce(plan_items.deadline_text, delivery_items.deadline_text) as deadline_text
    from projects
    left join items as plan_items on projects.plan_item_key = plan_items.item_key
    left join items as delivery_items on projects.delivery_item_key = delivery_items.item_key
    left join completions on projects.project_key = completions.project_key
)

select
    cast(project_key as string) as project_key,
    {{ surrogate_key(['jurisdiction_code']) }} as jurisdiction_key,
    cast(year as integer) as year_key,
    cast(programme_key as string) as programme_key,
    {{ surrogate_key(['domain_code']) }} as domain_key,
    cast(plan_report_key as string) as plan_report_key,
    cast(delivery_report_key as string) as delivery_report_key,
    cast(plan_item_no as integer) as plan_item_no,
    cast(delivery_item_no as integer) as delivery_item_no,
    cast(match_score as decimal(38, 6)) as match_score,
    cast(title as string) as title,
    cast(commitment_as_planned as string) as commitment_as_planned,
    cast(commitment_as_reported as string) as commitment_as_reported,
    cast(completion as string) as completion,
    cast(deadline_on as date) as deadline_on,
    cast(deadline_text as string) as deadline_text
from final
