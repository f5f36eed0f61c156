with projects as (
    select * from {{ ref('stg_projects') }}
),

states as (
    select * from {{ ref('int_project_states') }}
),

judged as (
    select * from {{ ref('int_attainment_judged') }}
),

items as (
    select * from {{ ref('stg_items') }}
),

counts as (
    select
        project_key,
        count(*) as target_count,
        count(*) filter (where is_met) as met_count,
        count(*) filter (where not is_met) as missed_count,
        count(*) filter (where is_met is null) as unanswered_count,
        count(*) filter (where status = 'exceeded') as exceeded_count
    from judged
    group by project_key
),

joined as (
    select
        projects.project_key,
        projects.year as year_key,
        states.delivery_state,
        items.claim,
        coalesce(counts.target_count, 0) as target_count,
        coalesce(counts.met_count, 0) as met_count,
        coalesce(counts.missed_count, 0) as missed_count,
        coalesce(counts.unanswered_count, 0) as unanswered_count,
        coalesce(counts.exceeded_count, 0) as exceeded_count
    from projects
    inner join states on projects.project_key = states.project_key
    left join counts on projects.project_key = counts.project_key
    left join items on projects.delivery_item_key = items.item_key
),

final as (
    select
        *,
        case
            when delivery_state in ('not_reported', 'planned') then delivery_state
            when delivery_state = 'interim' then 'in_progress'
            when missed_count > 0 then 'missed'
            when exceeded_count > 0 then 'exceeded'
            when met_count > 0 then 'met'
            -- A final report may answer a target with no more than that the work goes on (正在推进).
            when claim = 'in_progress' and unanswered_count > 0 then 'in_progress'
            else 'unquantified'
        end as status,
        case
            when met_count + missed_count = 0 then null
            when claim = 'exceeded' then missed_count = 0 and exceeded_count > 0
            when claim = 'met' then missed_count = 0
            when claim = 'not_met' then missed_count > 0
        end as is_claim_supported
    from joined
)

select
    cast(project_key as string) as project_key,
    cast(year_key as integer) as year_key,
    cast(target_count as integer) as target_count,
    cast(met_count as integer) as met_count,
    cast(missed_count as integer) as missed_count,
    cast(unanswered_count as integer) as unanswered_count,
    cast(status as string) as status,
    cast(claim as string) as claim,
    cast(is_claim_supported as boolean) as is_claim_supported
from final
