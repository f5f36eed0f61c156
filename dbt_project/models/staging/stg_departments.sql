select
    cast(department_key as string) as department_key,
    cast(jurisdiction_code as string) as jurisdiction_code,
    cast(name as string) as name,
    cast(kind as string) as kind,
    cast(is_group as boolean) as is_group,
    cast(valid_from_year as integer) as valid_from_year,
    cast(valid_to_year as integer) as valid_to_year,
    cast(successor_department_key as string) as successor_department_key
from {{ source('resolved_projects', 'departments') }}
