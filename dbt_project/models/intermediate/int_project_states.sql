with projects as (
    select * from {{ ref('stg_projects') }}
),

reports as (
    select * from {{ ref('stg_reports') }}
),

-- A project's delivery is the one that decides: the final one where there is one.
delivered as (
    select
        projects.project_key,
        projects.jurisdiction_code,
        projects.year,
        projects.plan_report_key,
        projects.delivery_report_key,
        projects.delivery_report_key is not null as has_delivery,
        (projects.delivery_report_key is not null and coalesce(reports.is_final, true)) as has_final_delivery
    from projects
    left join reports on projects.delivery_report_key = reports.report_key
),

final_years as (
    select
        jurisdiction_code,
        year,
        min(delivery_report_key) as first_report_key,
        max(delivery_report_key) as last_report_key
    from delivered
    where has_final_delivery
    group by jurisdiction_code, year
),

-- The first that holds: in a final delivery; left out of one; in interim ones only; only planned.
final as (
    select
        delivered.project_key,
        case
            when delivered.has_final_delivery then 'final'
            -- A report that prints the promise without a result has not left it out.
            when
                final_years.year is not null and (
                    delivered.plan_report_key is null
                    or final_years.first_report_key <> delivered.plan_report_key
                    or final_years.last_report_key <> delivered.plan_report_key
                ) then 'not_reported'
            when delivered.has_delivery then 'interim'
            else 'planned'
        end as delivery_state
    from delivered
    left join final_years
        on
            delivered.jurisdiction_code = final_years.jurisdiction_code
            and delivered.year = final_years.year
)

select
    cast(project_key as string) as project_key,
    cast(delivery_state as string) as delivery_state
from final
