-- Ratio and gap follow from the row's own numbers, and exist exactly where an actual does.
{{ config(meta={'dagster': {'ref': {'name': 'fct_target_attainment'}}}) }}
select attainment_key
from {{ ref('fct_target_attainment') }}
where
    gap is distinct from actual_value - coalesce(target_as_planned, target_as_reported)
    or attainment_ratio is distinct from
    {{ ratio('actual_value', 'coalesce(target_as_planned, target_as_reported)') }}
    or (actual_value is null) is distinct from (basis = 'none')
