with quantity_metrics as (
    select * from {{ ref('stg_quantity_metrics') }}
),

units as (
    select * from {{ ref('int_units') }}
),

-- One metric may be promised in projects of several domains: then the first classified one, by code.
metrics as (
    select
        metric_key,
        min(metric_name) as name,
        min(unit) as unit_as_written,
        coalesce(min(case when domain_code <> 'unclassified' then domain_code end), 'unclassified') as domain_code
    from quantity_metrics
    group by metric_key
)

select
    cast(metrics.metric_key as string) as metric_key,
    cast(metrics.name as string) as name,
    cast(units.unit_key as string) as unit_key,
    cast(units.measure_kind as string) as measure_kind,
    {{ surrogate_key(['metrics.domain_code']) }} as domain_key
from metrics
left join units on metrics.unit_as_written = units.unit_as_written
