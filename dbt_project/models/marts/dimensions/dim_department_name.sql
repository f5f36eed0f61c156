select
    {{ surrogate_key(['jurisdiction_code', 'name_as_written']) }} as department_name_key,
    cast(department_key as string) as department_key,
    cast(name_as_written as string) as name_as_written,
    cast(reason as string) as reason
from {{ ref('stg_department_names') }}
