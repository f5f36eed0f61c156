with units as (
    select * from {{ ref('int_units') }}
),

-- The conformed form speaks for itself (平方米 for ㎡); a conformed form that has no line of its own takes the first of its written forms.
ranked as (
    select
        *,
        row_number() over (
            partition by unit
            order by case when unit_as_written = unit then 0 else 1 end, unit_as_written
        ) as rank_in_unit
    from units
)

select
    cast(unit_key as string) as unit_key,
    cast(unit as string) as unit,
    cast(meaning_en as string) as meaning_en,
    cast(measure_kind as string) as measure_kind,
    cast(base_unit as string) as base_unit,
    cast(factor as decimal(38, 9)) as factor
from ranked
where rank_in_unit = 1
