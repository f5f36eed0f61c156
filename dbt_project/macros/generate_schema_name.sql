{#- The schemas are named staging, intermediate and marts exactly: without the target's schema in front, as dbt would put it. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
