select
    cast(report_key as string) as report_key,
    cast(text as string) as text
from {{ ref('stg_reports') }}
where text is not null
