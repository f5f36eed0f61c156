select
    cast(report_key as string) as report_key,
    cast(report_year as integer) as report_year,
    cast(quote as string) as quote,
    cast(char_start as integer) as char_start,
    cast(char_end as integer) as char_end
from {{ source('parsed_reports', 'residue') }}
