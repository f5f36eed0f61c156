{#- Text for people in rpt_ views, in one dispatched macro each: databases differ here. -#}

{% macro joined(expression, order_by, separator='、') -%}
    {{ return(adapter.dispatch('joined')(expression, order_by, separator)) }}
{%- endmacro %}

{% macro default__joined(expression, order_by, separator) -%}
    string_agg({{ expression }}, '{{ separator }}' order by {{ order_by }})
{%- endmacro %}


{#- A decimal without its trailing zeros: 3000.000000 is 3000, 98.500000 is 98.5. -#}
{% macro plain_number(value) -%}
    {{ return(adapter.dispatch('plain_number')(value)) }}
{%- endmacro %}

{% macro default__plain_number(value) -%}
    rtrim(rtrim(cast(cast({{ value }} as decimal(38, 6)) as string), '0'), '.')
{%- endmacro %}
