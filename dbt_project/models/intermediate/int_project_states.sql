with projects as (
    select * from {{ ref('stg_projects') }}
),

project_items as (
    select * from {{ ref('int_project_items') }}
),

final_years as (
    select distinct
        projects.jurisdiction_code,
        projects.year
    from projects
    inner join project_items on projects.project_key = project_items.project_key
    where project_items.statement = 'delivery' and project_items.is_final
),

deliveries as (
    select
        project_key,
        bool_or(is_final) as has_final,
        count(*) as delivery_count
    from project_items
    where statement = 'delivery'
    group by project_key
),

-- The first that holds: in a final delivery; left out of one; in interim ones only; only planned.
final as (
    select
        projects.project_key,
        case
            when coalesce(deliveries.has_final, false) then 'final'
            when final_years.year is not null then 'not_reported'
            when deliveries.delivery_count > 0 then 'interim'
            else 'planned'
        end as delivery_state
    from projects
    left join deliveries on projects.project_key = deliveries.project_key
    left join final_years
        on
            projects.jurisdiction_code = final_years.jurisdiction_code
            and projects.year = final_years.year
)

select
    cast(project_key as string) as project_key,
    cast(delivery_state as string) as delivery_state
from final
