select
    cast(adcode as string) as adcode,
    cast(name as string) as name,
    cast(is_municipality = 'yes' as boolean) as is_municipality
from {{ source('reference', 'provinces') }}
