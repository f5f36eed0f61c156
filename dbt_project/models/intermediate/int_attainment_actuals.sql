with attainments as (
    select * from {{ ref('stg_attainments') }}
),

attainment_quantities as (
    select * from {{ ref('stg_attainment_quantities') }}
),

targets as (
    select * from {{ ref('int_attainment_targets') }}
),

measurements as (
    select * from {{ ref('int_measurements') }}
),

units as (
    select * from {{ ref('int_units') }}
),

-- A number answers a target in a unit of the same base and, for a rate, of the same period: 40次 a year says nothing about 每季度1次.
answers as (
    select
        attainment_quantities.attainment_key,
        attainment_quantities.is_part,
        (
            measurements.base_unit = targets.base_unit
            and measurements.period is not distinct from targets.period
        ) as is_comparable
    from attainment_quantities
    inner join targets on attainment_quantities.attainment_key = targets.attainment_key
    inner join measurements on attainment_quantities.quantity_key = measurements.measurement_key
    where attainment_quantities.role = 'actual'
),

comparable as (
    select attainment_key
    from answers
    group by attainment_key
    having bool_or(is_comparable) and not bool_or(is_part and not is_comparable)
),

final as (
    select
        targets.attainment_key,
        {{ convert_unit('attainments.actual_value', 'units.factor', 'targets.factor') }} as actual_value
    from comparable
    inner join attainments on comparable.attainment_key = attainments.attainment_key
    inner join targets on comparable.attainment_key = targets.attainment_key
    inner join units on attainments.actual_unit = units.unit_as_written and targets.base_unit = units.base_unit
)

select
    cast(attainment_key as string) as attainment_key,
    cast(actual_value as decimal(38, 6)) as actual_value
from final
where actual_value is not null
