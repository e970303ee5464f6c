-- One filter whose value nothing is known of: no such area or township, or a word that no suggestion of the register carries.
with

known as (
    select 'area' as filter, code as value from marts.dim_area
    union all
    select 'area', code from marts.dim_township
    union all
    select 'category', category from marts.fct_suggestion
    union all
    select 'session', session from marts.fct_suggestion
    union all
    select 'handler', department_code from marts.fct_suggestion_handler
    union all
    select 'handler', department_name from marts.fct_suggestion_handler
),

asked as (
    select
        unnest(['area', 'category', 'handler', 'session']) as filter,
        unnest([$area, $category, $handler, $session]) as value,
),

final as (
    select asked.filter
    from asked
    left join known using (filter, value)
    where asked.value is not null and known.value is null
    order by asked.filter
)

select * from final
