select
    {{ surrogate_key(['domain_code']) }} as domain_key,
    cast(name_zh as string) as name_zh,
    cast(name_en as string) as name_en,
    cast(pillar as string) as pillar
from {{ ref('stg_domains') }}
