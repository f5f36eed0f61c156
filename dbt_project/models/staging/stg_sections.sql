select
    cast(report_key as string) as report_key,
    cast(report_year as integer) as report_year,
    cast(section_no as integer) as section_no,
    cast(kind as string) as kind,
    cast(year as integer) as year,
    cast(heading as string) as heading,
    cast(char_start as integer) as char_start,
    cast(char_end as integer) as char_end,
    cast(stated_count as integer) as stated_count,
    cast(stated_count_quote as string) as stated_count_quote,
    cast(item_count as integer) as item_count
from {{ source('parsed_reports', 'sections') }}
