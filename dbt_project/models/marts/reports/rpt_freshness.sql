with jurisdictions as (
    select * from {{ ref('dim_jurisdiction') }}
),

report_figures as (
    select
        jurisdiction_key,
        count(*) filter (where is_current and character_count is not null) as report_count,
        max(case when character_count is not null then report_year end) as latest_report_year,
        max(published_on) as latest_published_on,
        max(retrieved_on) as latest_retrieved_on,
        max(as_of_on) as latest_as_of_on,
        sum(issue_count) filter (where is_current) as issue_count
    from {{ ref('dim_report') }}
    group by jurisdiction_key
),

coverage_figures as (
    select
        jurisdiction_key,
        min(year_key) as first_year,
        max(case when statement = 'plan' and has_plan then year_key end) as last_planned_year,
        max(case when statement = 'delivery' and has_final_delivery then year_key end) as last_delivered_year
    from {{ ref('fct_report_coverage') }}
    group by jurisdiction_key
),

project_figures as (
    select
        jurisdiction_key,
        count(*) as project_count
    from {{ ref('dim_project') }}
    group by jurisdiction_key
)

select
    cast(jurisdictions.name as string) as jurisdiction,
    cast(report_figures.report_count as integer) as report_count,
    cast(report_figures.latest_report_year as integer) as latest_report_year,
    cast(report_figures.latest_published_on as date) as latest_published_on,
    cast(report_figures.latest_retrieved_on as date) as latest_retrieved_on,
    cast(report_figures.latest_as_of_on as date) as latest_as_of_on,
    cast(coverage_figures.first_year as integer) as first_year,
    cast(coverage_figures.last_planned_year as integer) as last_planned_year,
    cast(coverage_figures.last_delivered_year as integer) as last_delivered_year,
    cast(coalesce(project_figures.project_count, 0) as integer) as project_count,
    cast(coalesce(report_figures.issue_count, 0) as integer) as issue_count,
    cast(jurisdictions.jurisdiction_key as string) as jurisdiction_key
from jurisdictions
inner join report_figures on jurisdictions.jurisdiction_key = report_figures.jurisdiction_key
left join coverage_figures on jurisdictions.jurisdiction_key = coverage_figures.jurisdiction_key
left join project_figures on jurisdictions.jurisdiction_key = project_figures.jurisdiction_key
