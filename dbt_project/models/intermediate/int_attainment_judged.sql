with attainments as (
    select * from {{ ref('stg_attainments') }}
),

targets as (
    select * from {{ ref('int_attainment_targets') }}
),

actuals as (
    select * from {{ ref('int_attainment_actuals') }}
),

states as (
    select * from {{ ref('int_project_states') }}
),

compared as (
    select
        targets.*,
        actuals.actual_value,
        -- Stated in percent of the target; kept on the scale of attainment_ratio.
        {{ ratio('attainments.stated_ratio', '100') }} as stated_ratio,
        states.delivery_state,
        case when actuals.actual_value is null then 'none' else attainments.basis end as basis,
        {{ satisfies('actuals.actual_value', 'targets.comparator', 'targets.target_value', 'attainments.basis') }}
            as is_satisfied
    from targets
    inner join attainments on targets.attainment_key = attainments.attainment_key
    inner join states on targets.project_key = states.project_key
    left join actuals on targets.attainment_key = actuals.attainment_key
),

-- A number of the middle of the year can have kept a promise already; it cannot have missed it, nor have stayed below a ceiling for good.
judged as (
    select
        *,
        case
            when delivery_state = 'final' then is_satisfied
            when is_satisfied and comparator not in ('le', 'lt') then true
        end as is_met
    from compared
),

final as (
    select
        *,
        case
            when delivery_state in ('not_reported', 'planned') then delivery_state
            when actual_value is null then 'unanswered'
            when is_met is null then 'planned'
            when not is_met then 'missed'
            when comparator not in ('le', 'lt') and actual_value > coalesce(target_high, target_value) then 'exceeded'
            else 'met'
        end as status
    from judged
)

select
    cast(attainment_key as string) as attainment_key,
    cast(project_key as string) as project_key,
    cast(metric_key as string) as metric_key,
    cast(unit_key as string) as unit_key,
    cast(year_key as integer) as year_key,
    cast(comparator as string) as comparator,
    cast(period as string) as period,
    cast(target_as_planned as decimal(38, 6)) as target_as_planned,
    cast(target_as_reported as decimal(38, 6)) as target_as_reported,
    cast(is_target_revised as boolean) as is_target_revised,
    cast(actual_value as decimal(38, 6)) as actual_value,
    {{ ratio('actual_value', 'target_value') }} as attainment_ratio,
    cast(actual_value - target_value as decimal(38, 6)) as gap,
    cast(is_met as boolean) as is_met,
    cast(status as string) as status,
    cast(basis as string) as basis,
    cast(stated_ratio as decimal(38, 6)) as stated_ratio,
    cast(
        stated_ratio - {{ ratio('actual_value', 'target_value') }} as decimal(38, 6)
    ) as stated_ratio_gap
from final
