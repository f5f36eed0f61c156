select
    cast(item_key as string) as item_key,
    cast(report_key as string) as report_key,
    cast(report_year as integer) as report_year,
    cast(role as string) as role,
    cast(position as integer) as position,
    cast(name_as_written as string) as name_as_written,
    cast(char_start as integer) as char_start,
    cast(char_end as integer) as char_end
from {{ source('parsed_reports', 'item_departments') }}
