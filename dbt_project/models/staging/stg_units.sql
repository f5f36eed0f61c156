select
    cast(unit as string) as unit_as_written,
    cast(canonical as string) as unit,
    cast(measure_kind as string) as measure_kind,
    cast(base_unit as string) as base_unit,
    cast(factor as decimal(38, 9)) as factor,
    cast(meaning_en as string) as meaning_en
from {{ source('reference', 'units') }}
