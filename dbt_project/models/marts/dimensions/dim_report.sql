with reports as (
    select * from {{ ref('stg_reports') }}
),

issue_counts as (
    select
        report_key,
        count(*) as issue_count
    from {{ ref('stg_issues') }}
    group by report_key
)

select
    cast(reports.report_key as string) as report_key,
    {{ surrogate_key(['reports.jurisdiction_code']) }} as jurisdiction_key,
    cast(reports.report_year as integer) as report_year,
    cast(reports.title as string) as title,
    cast(reports.series as string) as series,
    cast(reports.version_no as integer) as version_no,
    cast(reports.is_current as boolean) as is_current,
    cast(reports.as_of_on as date) as as_of_on,
    cast(reports.is_final as boolean) as is_final,
    cast(reports.source_path as string) as source_path,
    cast(reports.source_url as string) as source_url,
    cast(reports.publisher as string) as publisher,
    cast(reports.attribution as string) as attribution,
    cast(reports.published_on as date) as published_on,
    cast(reports.retrieved_on as date) as retrieved_on,
    cast(reports.sha256 as string) as sha256,
    cast(reports.media_type as string) as media_type,
    cast(reports.encoding as string) as encoding,
    cast(reports.character_count as integer) as character_count,
    cast(reports.covered_characters as integer) as covered_characters,
    cast(reports.numeral_count as integer) as numeral_count,
    cast(reports.resolved_numeral_count as integer) as resolved_numeral_count,
    cast(coalesce(issue_counts.issue_count, 0) as integer) as issue_count
from reports
left join issue_counts on reports.report_key = issue_counts.report_key
