-- Parts add up to their total; any other actual is one of the numbers that it leads to. Both in the row's unit, to the millionth.
{{ config(meta={'dagster': {'ref': {'name': 'fct_target_attainment'}}}) }}
with measured as (
    select
        attainments.attainment_key,
        attainments.basis,
        attainments.actual_value,
        {{ convert_unit('measurements.value', 'from_units.factor', 'to_units.factor') }} as measured_value
    from {{ ref('fct_target_attainment') }} as attainments
    inner join {{ ref('bridge_attainment_measurement') }} as bridge
        on attainments.attainment_key = bridge.attainment_key and bridge.role = 'actual'
    inner join {{ ref('fct_measurement') }} as measurements on bridge.measurement_key = measurements.measurement_key
    inner join {{ ref('dim_unit') }} as from_units on measurements.unit_key = from_units.unit_key
    inner join {{ ref('dim_unit') }} as to_units on attainments.unit_key = to_units.unit_key
    where attainments.actual_value is not null
),

-- One number may stand in the bridge from an earlier statement too; the sum is over the parts alone.
sums as (
    select
        attainment_key,
        basis,
        actual_value,
        sum(measured_value) as total,
        bool_or(abs(measured_value - actual_value) <= 0.000001) as is_one_of_them
    from measured
    group by attainment_key, basis, actual_value
)

select attainments.attainment_key
from {{ ref('fct_target_attainment') }} as attainments
left join sums on attainments.attainment_key = sums.attainment_key
where
    attainments.actual_value is not null
    and case
        when attainments.basis = 'sum_of_parts' then coalesce(abs(sums.total - attainments.actual_value) > 0.000001, true)
        else not coalesce(sums.is_one_of_them, false)
    end
