select
    cast(programme_key as string) as programme_key,
    {{ surrogate_key(['jurisdiction_code']) }} as jurisdiction_key,
    cast(name as string) as name,
    cast(first_year as integer) as first_year,
    cast(last_year as integer) as last_year,
    cast(project_count as integer) as project_count
from {{ ref('stg_programmes') }}
