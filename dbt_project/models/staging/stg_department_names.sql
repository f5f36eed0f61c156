select
    cast(jurisdiction_code as string) as jurisdiction_code,
    cast(department_key as string) as department_key,
    cast(name_as_written as string) as name_as_written,
    cast(reason as string) as reason
from {{ source('resolved_projects', 'department_names') }}
