-- Month of assignment × year × department × role: assignments returned as wrong.
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
    where returned_on is not null
    group by all
)

select * from final
