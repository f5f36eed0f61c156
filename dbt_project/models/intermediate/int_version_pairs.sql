with reports as (
    select * from {{ ref('stg_reports') }}
    where status = 'parsed'
),

-- The version before it that was parsed; a refused one in between is passed over.
ordered as (
    select
        *,
        lag(report_key) over (partition by jurisdiction_code, report_year, series order by version_no) as old_report_key,
        lag(version_no) over (partition by jurisdiction_code, report_year, series order by version_no) as old_version_no
    from reports
)

select
    report_key as new_report_key,
    old_report_key,
    jurisdiction_code,
    report_year,
    title,
    version_no as new_version_no,
    old_version_no
from ordered
where old_report_key is not null
