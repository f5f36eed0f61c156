with vocabulary as (
    select * from {{ ref('stg_units') }}
),

written as (
    select unit_as_written from {{ ref('stg_quantities') }}
    union distinct
    select unit as unit_as_written from {{ ref('stg_quantity_metrics') }}
    union distinct
    select actual_unit as unit_as_written
    from {{ ref('stg_attainments') }}
    where actual_unit is not null
    union distinct
    select '' as unit_as_written
),

-- dim_unit knows nine kinds; the vocabulary's finer ones (volume) are 'other' there, and convert all the same.
known as (
    select
        unit_as_written,
        unit,
        case
            when
                measure_kind in ('count', 'money', 'ratio', 'length', 'area', 'mass', 'duration', 'rate')
                then measure_kind
            else 'other'
        end as measure_kind,
        base_unit,
        factor,
        meaning_en
    from vocabulary
),

unknown as (
    select
        written.unit_as_written,
        written.unit_as_written as unit,
        case when written.unit_as_written = '' then 'count' else 'other' end as measure_kind,
        written.unit_as_written as base_unit,
        cast(1 as decimal(38, 9)) as factor,
        case when written.unit_as_written = '' then 'a bare number' end as meaning_en
    from written
    left join vocabulary on written.unit_as_written = vocabulary.unit_as_written
    where vocabulary.unit_as_written is null
),

final as (
    select * from known
    union all
    select * from unknown
)

select
    cast(unit_as_written as string) as unit_as_written,
    {{ surrogate_key(['unit']) }} as unit_key,
    cast(unit as string) as unit,
    cast(measure_kind as string) as measure_kind,
    cast(base_unit as string) as base_unit,
    cast(factor as decimal(38, 9)) as factor,
    cast(meaning_en as string) as meaning_en
from final
