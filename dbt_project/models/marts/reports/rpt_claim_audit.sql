with projects as (
    select * from {{ ref('dim_project') }}
),

jurisdictions as (
    select * from {{ ref('dim_jurisdiction') }}
),

verdicts as (
    select * from {{ ref('fct_project') }}
),

attainments as (
    select * from {{ ref('fct_target_attainment') }}
),

evidence as (
    select * from {{ ref('int_attainment_evidence') }}
),

coverage as (
    select * from {{ ref('fct_report_coverage') }}
),

claim_quotes as (
    select
        project_key,
        max(claim_quote) as claim_quote
    from {{ ref('int_project_items') }}
    where is_deciding and statement = 'delivery'
    group by project_key
),

count_quotes as (
    select
        report_key,
        year,
        kind,
        max(stated_count_quote) as stated_count_quote
    from {{ ref('stg_sections') }}
    where stated_count is not null
    group by report_key, year, kind
),

-- 超额完成 and its like, against the project's targets.
words as (
    select
        'claim' as audit_kind,
        projects.jurisdiction_key,
        projects.year_key,
        projects.project_key,
        projects.delivery_report_key as report_key,
        projects.title as subject,
        verdicts.claim,
        claim_quotes.claim_quote as quote,
        projects.completion as compared_quote,
        cast(null as decimal(38, 6)) as stated_value,
        cast(null as decimal(38, 6)) as computed_value,
        verdicts.is_claim_supported as is_supported
    from projects
    inner join verdicts on projects.project_key = verdicts.project_key
    left join claim_quotes on projects.project_key = claim_quotes.project_key
    where verdicts.claim is not null
),

-- A stated rate is rounded to its last printed digit, at the coarsest a whole percent: half of one is agreement.
rates as (
    select
        'stated_ratio' as audit_kind,
        projects.jurisdiction_key,
        projects.year_key,
        projects.project_key,
        projects.delivery_report_key as report_key,
        evidence.metric as subject,
        cast(null as string) as claim,
        evidence.stated_ratio_quote as quote,
        evidence.actual_quote as compared_quote,
        attainments.stated_ratio as stated_value,
        cast(attainments.attainment_ratio as decimal(38, 6)) as computed_value,
        abs(attainments.stated_ratio_gap) <= 0.005 as is_supported
    from attainments
    inner join projects on attainments.project_key = projects.project_key
    inner join evidence on attainments.attainment_key = evidence.attainment_key
    where attainments.stated_ratio is not null
),

revisions as (
    select
        'target' as audit_kind,
        projects.jurisdiction_key,
        projects.year_key,
        projects.project_key,
        projects.delivery_report_key as report_key,
        evidence.metric as subject,
        cast(null as string) as claim,
        evidence.reported_quote as quote,
        evidence.planned_quote as compared_quote,
        attainments.target_as_reported as stated_value,
        attainments.target_as_planned as computed_value,
        not attainments.is_target_revised as is_supported
    from attainments
    inner join projects on attainments.project_key = projects.project_key
    inner join evidence on attainments.attainment_key = evidence.attainment_key
    where attainments.is_target_revised is not null
),

dropped as (
    select
        'dropped_promise' as audit_kind,
        projects.jurisdiction_key,
        projects.year_key,
        projects.project_key,
        projects.plan_report_key as report_key,
        projects.title as subject,
        cast(null as string) as claim,
        projects.commitment_as_planned as quote,
        cast(null as string) as compared_quote,
        cast(null as decimal(38, 6)) as stated_value,
        cast(null as decimal(38, 6)) as computed_value,
        false as is_supported
    from projects
    inner join verdicts on projects.project_key = verdicts.project_key
    where verdicts.status = 'not_reported'
),

counts as (
    select
        'stated_count' as audit_kind,
        coverage.jurisdiction_key,
        coverage.year_key,
        cast(null as string) as project_key,
        coverage.report_key,
        coverage.statement as subject,
        cast(null as string) as claim,
        count_quotes.stated_count_quote as quote,
        cast(null as string) as compared_quote,
        cast(coverage.stated_item_count as decimal(38, 6)) as stated_value,
        cast(coverage.item_count as decimal(38, 6)) as computed_value,
        coverage.is_count_agreed as is_supported
    from coverage
    left join count_quotes
        on
            coverage.report_key = count_quotes.report_key
            and coverage.year_key = count_quotes.year
            and coverage.statement = count_quotes.kind
    where coverage.stated_item_count is not null
),

final as (
    select * from words
    union all
    select * from rates
    union all
    select * from revisions
    union all
    select * from dropped
    union all
    select * from counts
)

select
    cast(final.audit_kind as string) as audit_kind,
    cast({{ in_chinese('final.audit_kind') }} as string) as audit_kind_zh,
    cast(jurisdictions.name as string) as jurisdiction,
    cast(final.year_key as integer) as year,
    cast(final.project_key as string) as project_key,
    cast(final.report_key as string) as report_key,
    cast(final.subject as string) as subject,
    cast(final.claim as string) as claim,
    cast({{ in_chinese('final.claim') }} as string) as claim_zh,
    cast(final.quote as string) as quote,
    cast(final.compared_quote as string) as compared_quote,
    cast(final.stated_value as decimal(38, 6)) as stated_value,
    cast(final.computed_value as decimal(38, 6)) as computed_value,
    cast(final.is_supported as boolean) as is_supported
from final
inner join jurisdictions on final.jurisdiction_key = jurisdictions.jurisdiction_key
