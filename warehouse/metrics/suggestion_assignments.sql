-- Month of assignment × year × department × role: assignments, those returned since left out.
with

assignments as (
    select * from marts.fct_suggestion_handler
),

final as (
    select
        period,
        cast(session_year as varchar) as year,
        department_code as department,
        role as handler_role,
        count(*) as numerator,
    from assignments
    where not is_returned
    group by all
)

select * from final
