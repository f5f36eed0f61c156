select
    cast(programme_key as string) as programme_key,
    cast(jurisdiction_code as string) as jurisdiction_code,
    cast(name as string) as name,
    cast(first_year as integer) as first_year,
    cast(last_year as integer) as last_year,
    cast(project_count as integer) as project_count
from {{ source('resolved_projects', 'programmes') }}
