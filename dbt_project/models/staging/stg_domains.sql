select
    cast(domain_code as string) as domain_code,
    cast(name_en as string) as name_en,
    cast(name_zh as string) as name_zh,
    cast(pillar as string) as pillar
from {{ source('reference', 'domains') }}
