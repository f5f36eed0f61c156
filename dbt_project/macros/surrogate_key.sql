{#-
  md5 hex of the parts of a natural key, joined by |. A part that is null counts as the empty string. Every surrogate key that is made
  here comes from this macro; the keys in staging are made the same way.
-#}
{% macro surrogate_key(parts) -%}
    cast(md5(
        {%- for part in parts -%}
            coalesce(cast({{ part }} as string), '')
            {%- if not loop.last %} || '|' || {% endif -%}
        {%- endfor -%}
    ) as string)
{%- endmacro %}
