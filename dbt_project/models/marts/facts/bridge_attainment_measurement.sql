select
    cast(attainment_key as string) as attainment_key,
    cast(quantity_key as string) as measurement_key,
    cast(role as string) as role,
    cast(is_part as boolean) as is_part
from {{ ref('stg_attainment_quantities') }}
