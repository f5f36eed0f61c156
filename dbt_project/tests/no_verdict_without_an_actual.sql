-- is_met is null, not false, where nothing comparable is known; and a verdict and its status say the same.
{{ config(meta={'dagster': {'ref': {'name': 'fct_target_attainment'}}}) }}
select attainment_key
from {{ ref('fct_target_attainment') }}
where
    (actual_value is null and is_met is not null)
    or (is_met and status not in ('exceeded', 'met', 'not_reported'))
    or (not is_met and status <> 'missed')
    or (is_met is null and status in ('exceeded', 'met', 'missed'))
