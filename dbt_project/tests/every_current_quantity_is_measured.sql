-- Nothing vanishes between staging and the fact: each quantity of a current, parsed report is one row of fct_measurement.
{{ config(meta={'dagster': {'ref': {'name': 'fct_measurement'}}}) }}
select quantities.quantity_key
from {{ ref('stg_quantities') }} as quantities
inner join {{ ref('stg_reports') }} as reports on quantities.report_key = reports.report_key
left join {{ ref('fct_measurement') }} as measurements on quantities.quantity_key = measurements.measurement_key
where reports.is_current and reports.status = 'parsed' and measurements.measurement_key is null
