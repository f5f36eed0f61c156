select
    cast(item_key as string) as item_key,
    cast(report_key as string) as report_key,
    cast(report_year as integer) as report_year,
    cast(target_quantity_key as string) as target_quantity_key,
    cast(actual_quantity_key as string) as actual_quantity_key,
    cast(is_part as boolean) as is_part
from {{ source('parsed_reports', 'matches') }}
