with quantities as (
    select * from {{ ref('stg_quantities') }}
),

project_items as (
    select * from {{ ref('int_project_items') }}
),

quantity_metrics as (
    select * from {{ ref('stg_quantity_metrics') }}
),

projects as (
    select * from {{ ref('stg_projects') }}
),

units as (
    select * from {{ ref('int_units') }}
)

select
    quantities.quantity_key as measurement_key,
    project_items.project_key,
    quantities.report_key,
    quantity_metrics.metric_key,
    units.unit_key,
    units.unit,
    units.base_unit,
    units.factor,
    projects.year as year_key,
    project_items.statement,
    project_items.is_final,
    quantities.field,
    quantities.role,
    quantities.comparator,
    quantities.value,
    quantities.value_high,
    quantities.period,
    quantities.is_approximate,
    -- What an earlier delivery of the year reported is said again by the one that decides.
    (
        quantities.is_restatement
        or (quantities.role = 'actual' and project_items.statement = 'delivery' and not project_items.is_deciding)
    ) as is_restatement,
    quantities.is_breakdown,
    quantities.quote,
    quantities.char_start,
    quantities.char_end
from quantities
inner join project_items on quantities.item_key = project_items.item_key
inner join projects on project_items.project_key = projects.project_key
left join quantity_metrics on quantities.quantity_key = quantity_metrics.quantity_key
left join units on quantities.unit_as_written = units.unit_as_written
