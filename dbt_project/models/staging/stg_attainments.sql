select
    cast(attainment_key as string) as attainment_key,
    cast(project_key as string) as project_key,
    cast(metric_key as string) as metric_key,
    cast(planned_quantity_key as string) as planned_quantity_key,
    cast(reported_quantity_key as string) as reported_quantity_key,
    cast(actual_value as decimal(38, 6)) as actual_value,
    cast(actual_unit as string) as actual_unit,
    cast(basis as string) as basis,
    cast(stated_ratio as decimal(38, 6)) as stated_ratio
from {{ source('resolved_projects', 'attainments') }}
