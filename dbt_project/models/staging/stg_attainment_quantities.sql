select
    cast(attainment_key as string) as attainment_key,
    cast(quantity_key as string) as quantity_key,
    cast(role as string) as role,
    cast(is_part as boolean) as is_part
from {{ source('resolved_projects', 'attainment_quantities') }}
