with project_items as (
    select * from {{ ref('stg_project_items') }}
),

items as (
    select * from {{ ref('stg_items') }}
),

reports as (
    select * from {{ ref('stg_reports') }}
)

select
    project_items.project_key,
    project_items.item_key,
    project_items.report_key,
    project_items.statement,
    project_items.is_deciding,
    reports.jurisdiction_code,
    coalesce(reports.is_final, true) as is_final,
    items.commitment,
    items.completion,
    items.deadline_on,
    items.deadline_text,
    items.claim,
    items.claim_quote
from project_items
inner join items on project_items.item_key = items.item_key
inner join reports on project_items.report_key = reports.report_key
