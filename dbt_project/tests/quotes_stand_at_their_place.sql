-- substr(text, char_start + 1, char_end - char_start) = quote, always.
{{ config(meta={'dagster': {'ref': {'name': 'fct_measurement'}}}) }}
with quoted as (
    select
        report_key,
        char_start,
        char_end,
        quote
    from {{ ref('fct_measurement') }}
    union all
    select
        report_key,
        char_start,
        char_end,
        quote
    from {{ ref('fct_issue') }}
    where quote is not null and char_start is not null
)

select
    quoted.report_key,
    quoted.char_start,
    quoted.quote
from quoted
inner join {{ ref('report_text') }} as texts on quoted.report_key = texts.report_key
where substr(texts.text, quoted.char_start + 1, quoted.char_end - quoted.char_start) <> quoted.quote
