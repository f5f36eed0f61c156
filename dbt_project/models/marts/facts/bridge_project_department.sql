with project_items as (
    select * from {{ ref('int_project_items') }}
    where is_deciding
),

item_departments as (
    select * from {{ ref('stg_item_departments') }}
),

department_names as (
    select * from {{ ref('stg_department_names') }}
),

-- Both statements may name a department, and one statement may name it twice in two forms: the plan's first mention stands.
ranked as (
    select
        project_items.project_key,
        department_names.department_key,
        item_departments.role,
        item_departments.position,
        item_departments.name_as_written,
        item_departments.report_key,
        item_departments.char_start,
        item_departments.char_end,
        row_number() over (
            partition by project_items.project_key, department_names.department_key, item_departments.role
            order by
                case when project_items.statement = 'plan' then 0 else 1 end,
                item_departments.position,
                item_departments.char_start,
                item_departments.item_key
        ) as mention_no
    from project_items
    inner join item_departments on project_items.item_key = item_departments.item_key
    left join department_names
        on
            project_items.jurisdiction_code = department_names.jurisdiction_code
            and item_departments.name_as_written = department_names.name_as_written
)

select
    cast(project_key as string) as project_key,
    cast(department_key as string) as department_key,
    cast(role as string) as role,
    cast(position as integer) as position,
    cast(name_as_written as string) as name_as_written,
    cast(report_key as string) as report_key,
    cast(char_start as integer) as char_start,
    cast(char_end as integer) as char_end
from ranked
where mention_no = 1
