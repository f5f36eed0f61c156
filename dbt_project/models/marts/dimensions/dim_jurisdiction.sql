with reports as (
    select * from {{ ref('stg_reports') }}
),

provinces as (
    select * from {{ ref('stg_provinces') }}
),

cities as (
    select * from {{ ref('stg_cities') }}
),

jurisdictions as (
    select
        jurisdiction_code,
        max_by(jurisdiction_name, cast(report_year as string) || report_key) as stated_name
    from reports
    group by jurisdiction_code
),

-- A code is of GB/T 2260 when it is a number of six digits in a province's range; others are codes of our own.
coded as (
    select
        jurisdictions.jurisdiction_code,
        jurisdictions.stated_name,
        provinces.name as province,
        case when provinces.is_municipality then provinces.name else cities.name end as city,
        case when provinces.adcode is not null then jurisdictions.jurisdiction_code end as adcode,
        substr(jurisdictions.jurisdiction_code, 3, 4) = '0000' as is_province,
        substr(jurisdictions.jurisdiction_code, 5, 2) = '00' as is_prefecture
    from jurisdictions
    left join provinces
        on
            substr(jurisdictions.jurisdiction_code, 1, 2) || '0000' = provinces.adcode
            and length(jurisdictions.jurisdiction_code) = 6
            and try_cast(jurisdictions.jurisdiction_code as integer) is not null
    left join cities
        on
            provinces.adcode is not null
            and substr(jurisdictions.jurisdiction_code, 1, 4) || '00' = cities.adcode
),

final as (
    select
        *,
        case
            when stated_name is null or province is null or position(province in stated_name) > 0 then stated_name
            else province || stated_name
        end as full_name
    from coded
)

select
    {{ surrogate_key(['jurisdiction_code']) }} as jurisdiction_key,
    cast(jurisdiction_code as string) as jurisdiction_code,
    cast(adcode as string) as adcode,
    cast(coalesce(nullif(replace(stated_name, coalesce(province, ''), ''), ''), stated_name) as string) as name,
    cast(full_name as string) as full_name,
    cast(
        case
            when adcode is null then 'other'
            when is_province then 'province'
            when is_prefecture then 'prefecture'
            else 'county'
        end as string
    ) as level,
    cast(province as string) as province,
    cast(city as string) as city
from final
