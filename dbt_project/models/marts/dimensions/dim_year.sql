with years as (
    select year from {{ ref('stg_projects') }}
    union distinct
    select report_year as year from {{ ref('stg_reports') }}
)

select
    cast(year as integer) as year_key,
    cast(year as integer) as year,
    cast(make_date(year, 1, 1) as date) as starts_on,
    cast(make_date(year, 12, 31) as date) as ends_on
from years
