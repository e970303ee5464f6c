-- One assignment of a suggestion to a department (suggestion × department × day), and whether its terms were kept.
with

assignments as (
    select * from staging.stg_suggestions__handlers
),

terms as (
    select * from marts.dim_legal_term
),

final as (
    select
        assignments.suggestion_id,
        assignments.department_code,
        assignments.department_name,
        assignments.role,
        assignments.return_reason,
        assignments.session_year,
        assignments.is_returned,
        assignments.returned_on <= assignments.assigned_on + back.length as returned_in_time,
        if(assignments.role = 'co', assignments.replied_on <= assignments.assigned_on + opinion.length, null)
            as co_opinion_in_time,
        assignments.assigned_on,
        assignments.returned_on,
        assignments.replied_on,
        cast(date_trunc('month', assignments.assigned_on) as date) as period,
        assignments._batch,
        assignments._row,
    from assignments
    left join terms as back
        on back.term = 'suggestion_return'
        and assignments.assigned_on between back.effective_from and back.effective_to
    left join terms as opinion
        on opinion.term = 'suggestion_co_opinion'
        and assignments.assigned_on between opinion.effective_from and opinion.effective_to
    order by session_year, suggestion_id, assigned_on, department_code, assignments._batch, assignments._row
)

select * from final
