-- dim_project and fct_project are the same projects.
select project_key
from {{ ref('dim_project') }}
except
select project_key
from {{ ref('fct_project') }}
