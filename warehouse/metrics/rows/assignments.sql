-- One assignment of a suggestion to a department.
with

suggestion_handler as (
    select * from marts.fct_suggestion_handler
),

final as (
    select
        suggestion_handler.*,
        cast(session_year as varchar) as year,
        department_code as department,
        role as handler_role,
        cast(not is_returned as integer) as suggestion_assignments,
        cast(returned_on is not null as integer) as suggestion_assignments_returned,
    from suggestion_handler
)

select * from final
