select
    cast(quantity_key as string) as quantity_key,
    cast(metric_key as string) as metric_key,
    cast(metric_name as string) as metric_name,
    cast(unit as string) as unit,
    cast(domain_code as string) as domain_code
from {{ source('resolved_projects', 'quantity_metrics') }}
