-- Coverage and numerals: no more is placed than there is.
{{ config(meta={'dagster': {'ref': {'name': 'dim_report'}}}) }}
select report_key
from {{ ref('dim_report') }}
where covered_characters > character_count or resolved_numeral_count > numeral_count
