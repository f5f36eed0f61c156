select
    project_key,
    year_key,
    target_count,
    met_count,
    missed_count,
    unanswered_count,
    status,
    claim,
    is_claim_supported
from {{ ref('int_project_verdicts') }}
