with projects as (
    select * from {{ ref('stg_projects') }}
),

project_items as (
    select * from {{ ref('int_project_items') }}
),

items as (
    select * from {{ ref('stg_items') }}
),

-- A promise that was split is reported in several items of the deciding delivery; one that was merged shares its item with another project.
deciding as (
    select
        project_key,
        item_key
    from project_items
    where is_deciding and statement = 'delivery'
    union distinct
    select
        project_key,
        delivery_item_key as item_key
    from projects
    where delivery_item_key is not null
)

select
    cast(deciding.project_key as string) as project_key,
    cast({{ joined('items.completion', 'items.position', '\n') }} as string) as completion
from deciding
inner join items on deciding.item_key = items.item_key
group by deciding.project_key
