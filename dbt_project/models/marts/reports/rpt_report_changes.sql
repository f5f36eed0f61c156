with pairs as (
    select * from {{ ref('int_version_pairs') }}
),

numbers as (
    select * from {{ ref('int_version_numbers') }}
),

jurisdictions as (
    select * from {{ ref('dim_jurisdiction') }}
),

old_numbers as (
    select
        pairs.new_report_key,
        numbers.*
    from pairs
    inner join numbers on pairs.old_report_key = numbers.report_key
),

new_numbers as (
    select
        pairs.new_report_key,
        numbers.*
    from pairs
    inner join numbers on pairs.new_report_key = numbers.report_key
),

compared as (
    select
        coalesce(new_numbers.new_report_key, old_numbers.new_report_key) as new_report_key,
        coalesce(new_numbers.statement, old_numbers.statement) as statement,
        nullif(coalesce(new_numbers.year, old_numbers.year), 0) as year,
        coalesce(new_numbers.item_no, old_numbers.item_no) as item_no,
        coalesce(new_numbers.role, old_numbers.role) as role,
        coalesce(new_numbers.indicator, old_numbers.indicator) as indicator,
        coalesce(new_numbers.unit, old_numbers.unit) as unit,
        case
            when old_numbers.value is null then 'added'
            when new_numbers.value is null then 'removed'
            else 'changed'
        end as change,
        old_numbers.value as old_value,
        new_numbers.value as new_value,
        old_numbers.quote as old_quote,
        new_numbers.quote as new_quote
    from old_numbers
    full join new_numbers
        on
            old_numbers.new_report_key = new_numbers.new_report_key
            and old_numbers.statement = new_numbers.statement
            and old_numbers.year = new_numbers.year
            and old_numbers.item_no = new_numbers.item_no
            and old_numbers.role = new_numbers.role
            and old_numbers.indicator = new_numbers.indicator
            and old_numbers.unit = new_numbers.unit
            and old_numbers.period = new_numbers.period
            and old_numbers.occurrence_no = new_numbers.occurrence_no
    where
        old_numbers.value is distinct from new_numbers.value
        or old_numbers.comparator is distinct from new_numbers.comparator
)

select
    cast(compared.new_report_key as string) as report_key,
    cast(pairs.old_report_key as string) as old_report_key,
    cast(jurisdictions.name as string) as jurisdiction,
    cast(pairs.report_year as integer) as report_year,
    cast(pairs.title as string) as title,
    cast(pairs.old_version_no as integer) as old_version_no,
    cast(pairs.new_version_no as integer) as new_version_no,
    cast(compared.statement as string) as statement,
    cast(compared.year as integer) as year,
    cast(compared.item_no as integer) as item_no,
    cast(compared.role as string) as role,
    cast(compared.indicator as string) as indicator,
    cast(compared.unit as string) as unit,
    cast(compared.change as string) as change,
    cast(compared.old_value as decimal(38, 6)) as old_value,
    cast(compared.new_value as decimal(38, 6)) as new_value,
    cast(compared.old_quote as string) as old_quote,
    cast(compared.new_quote as string) as new_quote
from compared
inner join pairs on compared.new_report_key = pairs.new_report_key
inner join jurisdictions on pairs.jurisdiction_code = jurisdictions.jurisdiction_code
