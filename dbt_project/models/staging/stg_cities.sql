-- The name that a prefecture-level division bears, or bore last.
select
    cast(adcode as string) as adcode,
    cast(max_by(name, coalesce(nullif(to_year, ''), '9999')) as string) as name
from {{ source('reference', 'divisions') }}
where substr(adcode, 5, 2) = '00' and substr(adcode, 3, 4) <> '0000'
group by adcode
