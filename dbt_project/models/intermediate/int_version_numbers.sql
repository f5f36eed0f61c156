with quantities as (
    select * from {{ ref('stg_quantities') }}
),

items as (
    select * from {{ ref('stg_items') }}
),

-- Most reports have one version, and nothing to compare it with.
versions as (
    select new_report_key as report_key from {{ ref('int_version_pairs') }}
    union distinct
    select old_report_key as report_key from {{ ref('int_version_pairs') }}
),

-- What makes a number the same one in another version: its item, role, indicator and unit; told apart by order where these repeat.
final as (
    select
        quantities.report_key,
        items.kind as statement,
        coalesce(items.year, 0) as year,
        items.item_no,
        quantities.role,
        quantities.indicator,
        quantities.unit_as_written as unit,
        coalesce(quantities.period, '') as period,
        row_number() over (
            partition by
                quantities.report_key, items.kind, items.year, items.item_no,
                quantities.role, quantities.indicator, quantities.unit_as_written, quantities.period
            order by quantities.char_start
        ) as occurrence_no,
        quantities.comparator,
        quantities.value,
        quantities.quote
    from quantities
    inner join versions on quantities.report_key = versions.report_key
    inner join items on quantities.item_key = items.item_key
)

select * from final
