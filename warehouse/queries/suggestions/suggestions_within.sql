-- One suggestion of the register that an area (townships and parts included), a category, a handler and a session all admit.
with

suggestions as (
    select * from marts.fct_suggestion
),

handlers as (
    select * from marts.fct_suggestion_handler
    where not is_returned
        and $handler in (department_code, department_name)
),

areas as (
    select code from marts.dim_area
    where $area in (code, parent_code)
),

townships as (
    select code from marts.dim_township
    where code = $area or county_code in (select code from areas)
),

final as (
    select suggestion_id
    from suggestions
    where ($category is null or category = $category)
        and ($session is null or session = $session)
        and ($handler is null or suggestion_id in (select suggestion_id from handlers))
        and (
            $area is null
            or area_code in (select code from areas)
            or township_code in (select code from townships)
        )
    order by suggestion_id
)

select * from final
