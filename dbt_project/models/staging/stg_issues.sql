select
    cast(issue_key as string) as issue_key,
    cast(report_key as string) as report_key,
    cast(item_key as string) as item_key,
    cast(report_year as integer) as report_year,
    cast(kind as string) as kind,
    cast(severity as string) as severity,
    cast(quote as string) as quote,
    cast(char_start as integer) as char_start,
    cast(char_end as integer) as char_end,
    cast(message as string) as message
from {{ source('parsed_reports', 'issues') }}
