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


{#- A number as people write it: 120000000 is 1.2亿, 45000 is 4.5万, 8323 stays. -#}
{% macro chinese_number(value) -%}
    case
        when abs({{ value }}) >= 100000000 and mod(cast({{ value }} as decimal(38, 6)), 1000000) = 0
            then {{ plain_number('cast(' ~ value ~ ' as double) / 100000000') }} || '亿'
        when abs({{ value }}) >= 10000 and mod(cast({{ value }} as decimal(38, 6)), 100) = 0
            then {{ plain_number('cast(' ~ value ~ ' as double) / 10000') }} || '万'
        else {{ plain_number(value) }}
    end
{%- endmacro %}


{#- The stable words of status columns in Chinese, for views that people read. -#}
{% macro in_chinese(column) -%}
    case {{ column }}
        {%- for word, meaning in {
            'not_reported': '未见报告', 'planned': '已承诺', 'in_progress': '进行中', 'missed': '未达标', 'exceeded': '超额完成', 'met': '完成',
            'unquantified': '无可比数字', 'unanswered': '未见数字', 'not_met': '未完成',
            'claim': '文字结论', 'stated_ratio': '自述完成率', 'stated_count': '自述条目数', 'target': '复述的目标', 'dropped_promise': '未再提及的承诺',
            'plan_delivery': '计划与完成', 'succession': '承接', 'department': '部门',
            'plan': '计划', 'delivery': '完成情况'
        }.items() %}
        when '{{ word }}' then '{{ meaning }}'
        {%- endfor %}
    end
{%- endmacro %}
