{#- The one place where a ratio is computed: double, six places, null where the denominator is zero or a side is unknown. -#}
{% macro ratio(numerator, denominator) -%}
    round(cast({{ numerator }} as double) / nullif(cast({{ denominator }} as double), 0), 6)
{%- endmacro %}


{#-
  A value of one unit in another unit of the same base unit. Exact where the factors are equal (人 and 名); else by way of double, as decimal
  division differs between databases.
-#}
{% macro convert_unit(value, from_factor, to_factor) -%}
    case
        when {{ from_factor }} = {{ to_factor }} then cast({{ value }} as decimal(38, 6))
        else cast(round(
            cast({{ value }} as double) * cast({{ from_factor }} as double) / cast({{ to_factor }} as double), 6
        ) as decimal(38, 6))
    end
{%- endmacro %}


{#-
  Whether an actual keeps a promise, by the promise's comparator. An exact or approximate number is kept by reaching it; a completion that only
  repeats the rule (超过3.5万户 again) keeps a strict one too.
-#}
{% macro satisfies(actual, comparator, target, basis) -%}
    case {{ comparator }}
        when 'gt' then {{ actual }} > {{ target }} or ({{ basis }} = 'restated' and {{ actual }} = {{ target }})
        when 'lt' then {{ actual }} < {{ target }} or ({{ basis }} = 'restated' and {{ actual }} = {{ target }})
        when 'le' then {{ actual }} <= {{ target }}
        when 'ge' then {{ actual }} >= {{ target }}
        when 'eq' then {{ actual }} >= {{ target }}
        when 'approx' then {{ actual }} >= {{ target }}
    end
{%- endmacro %}
