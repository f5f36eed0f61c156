select
    cast(attainment_key as string) as attainment_key,
    cast(next_attainment_key as string) as next_attainment_key
from {{ ref('stg_target_succession') }}
