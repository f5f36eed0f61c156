with project_items as (
    select * from {{ ref('int_project_items') }}
),

projects as (
    select * from {{ ref('stg_projects') }}
),

reports as (
    select * from {{ ref('stg_reports') }}
),

items as (
    select * from {{ ref('stg_items') }}
),

sections as (
    select * from {{ ref('stg_sections') }}
),

-- What each report says of each year: the items found there and the sections that they stand in.
told as (
    select
        projects.jurisdiction_code,
        projects.year,
        project_items.statement,
        project_items.report_key,
        project_items.is_final,
        count(*) as item_count
    from project_items
    inner join projects on project_items.project_key = projects.project_key
    group by all
),

section_years as (
    select distinct
        projects.jurisdiction_code,
        projects.year,
        project_items.statement,
        items.report_key,
        items.section_no
    from project_items
    inner join projects on project_items.project_key = projects.project_key
    inner join items on project_items.item_key = items.item_key
),

stated as (
    select
        section_years.jurisdiction_code,
        section_years.year,
        section_years.statement,
        section_years.report_key,
        sum(sections.stated_count) as stated_item_count
    from section_years
    inner join sections
        on
            section_years.report_key = sections.report_key
            and section_years.section_no = sections.section_no
    group by all
),

-- The final one decides, else the latest.
deciding as (
    select
        told.jurisdiction_code,
        told.year,
        told.statement,
        told.report_key,
        told.item_count,
        stated.stated_item_count,
        row_number() over (
            partition by told.jurisdiction_code, told.year, told.statement
            order by
                case when told.is_final then 0 else 1 end,
                reports.report_year desc,
                coalesce(reports.as_of_on, reports.published_on, date '0001-01-01') desc,
                told.report_key
        ) as rank_in_statement
    from told
    inner join reports on told.report_key = reports.report_key
    left join stated
        on
            told.jurisdiction_code = stated.jurisdiction_code
            and told.year = stated.year
            and told.statement = stated.statement
            and told.report_key = stated.report_key
),

years as (
    select
        jurisdiction_code,
        year,
        bool_or(statement = 'plan') as has_plan,
        bool_or(statement = 'delivery' and is_final) as has_final_delivery,
        bool_or(statement = 'delivery' and not is_final) as has_interim_delivery
    from told
    group by jurisdiction_code, year
),

statements as (
    select 'plan' as statement
    union all
    select 'delivery' as statement
),

final as (
    select
        years.*,
        statements.statement,
        deciding.report_key,
        coalesce(deciding.item_count, 0) as item_count,
        deciding.stated_item_count
    from years
    cross join statements
    left join deciding
        on
            years.jurisdiction_code = deciding.jurisdiction_code
            and years.year = deciding.year
            and statements.statement = deciding.statement
            and deciding.rank_in_statement = 1
)

select
    {{ surrogate_key(['jurisdiction_code']) }} as jurisdiction_key,
    cast(year as integer) as year_key,
    cast(statement as string) as statement,
    cast(report_key as string) as report_key,
    cast(has_plan as boolean) as has_plan,
    cast(has_final_delivery as boolean) as has_final_delivery,
    cast(has_interim_delivery as boolean) as has_interim_delivery,
    cast(item_count as integer) as item_count,
    cast(stated_item_count as integer) as stated_item_count,
    cast(item_count = stated_item_count as boolean) as is_count_agreed
from final
