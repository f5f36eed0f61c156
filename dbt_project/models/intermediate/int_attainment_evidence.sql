with attainments as (
    select * from {{ ref('stg_attainments') }}
),

attainment_quantities as (
    select * from {{ ref('stg_attainment_quantities') }}
),

measurements as (
    select * from {{ ref('int_measurements') }}
),

metrics as (
    select
        metric_key,
        min(metric_name) as metric
    from {{ ref('stg_quantity_metrics') }}
    group by metric_key
),

quotes as (
    select
        attainment_quantities.attainment_key,
        {{ joined("case when attainment_quantities.role = 'planned_target' then measurements.quote end",
                  'measurements.char_start', ' + ') }} as planned_quote,
        {{ joined("case when attainment_quantities.role = 'reported_target' then measurements.quote end",
                  'measurements.char_start', ' + ') }} as reported_quote,
        {{ joined("case when attainment_quantities.role = 'actual' then measurements.quote end",
                  'measurements.char_start', ' + ') }} as actual_quote,
        {{ joined("case when attainment_quantities.role = 'stated_ratio' then measurements.quote end",
                  'measurements.char_start', ' + ') }} as stated_ratio_quote
    from attainment_quantities
    inner join measurements on attainment_quantities.quantity_key = measurements.measurement_key
    group by attainment_quantities.attainment_key
)

select
    attainments.attainment_key,
    metrics.metric,
    quotes.planned_quote,
    quotes.reported_quote,
    quotes.actual_quote,
    quotes.stated_ratio_quote
from attainments
left join metrics on attainments.metric_key = metrics.metric_key
left join quotes on attainments.attainment_key = quotes.attainment_key
