with attainments as (
    select * from {{ ref('stg_attainments') }}
),

measurements as (
    select * from {{ ref('int_measurements') }}
),

-- Judged against the promise: the planned target where the plan is known, else the target as the delivery repeats it.
sides as (
    select
        attainments.attainment_key,
        attainments.project_key,
        attainments.metric_key,
        judged.unit_key,
        judged.base_unit,
        judged.factor,
        judged.year_key,
        judged.comparator,
        judged.period,
        judged.value as target_value,
        judged.value_high as target_high,
        planned.value as target_as_planned,
        reported.value as reported_value,
        reported.factor as reported_factor,
        (planned.measurement_key is not null and reported.measurement_key is not null) as is_both_known,
        (reported.base_unit is not distinct from judged.base_unit) as is_same_base,
        (reported.comparator is not distinct from planned.comparator) as is_same_comparator,
        (reported.period is not distinct from planned.period) as is_same_period
    from attainments
    inner join measurements as judged
        on coalesce(attainments.planned_quantity_key, attainments.reported_quantity_key) = judged.measurement_key
    left join measurements as planned on attainments.planned_quantity_key = planned.measurement_key
    left join measurements as reported on attainments.reported_quantity_key = reported.measurement_key
),

converted as (
    select
        *,
        case
            when is_same_base then {{ convert_unit('reported_value', 'reported_factor', 'factor') }}
            else reported_value
        end as target_as_reported
    from sides
)

select
    cast(attainment_key as string) as attainment_key,
    cast(project_key as string) as project_key,
    cast(metric_key as string) as metric_key,
    cast(unit_key as string) as unit_key,
    cast(base_unit as string) as base_unit,
    cast(factor as decimal(38, 9)) as factor,
    cast(year_key as integer) as year_key,
    cast(comparator as string) as comparator,
    cast(period as string) as period,
    cast(target_value as decimal(38, 6)) as target_value,
    cast(target_high as decimal(38, 6)) as target_high,
    cast(target_as_planned as decimal(38, 6)) as target_as_planned,
    cast(target_as_reported as decimal(38, 6)) as target_as_reported,
    cast(
        case
            when is_both_known
                then not (
                    is_same_base and is_same_comparator and is_same_period and target_as_planned = target_as_reported
                )
        end as boolean
    ) as is_target_revised
from converted
