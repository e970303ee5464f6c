-- The assignment of a suggestion ($keys) to a co-handling department.
with

final as (
    select
        'record' as part,
        'suggestions.handlers' as contract,
        suggestion_id as what,
        department_name as note,
        cast(null as decimal(18, 2)) as amount,
        assigned_on as day,
        _batch,
        _row,
    from marts.fct_suggestion_handler
    where suggestion_id in (select unnest($keys)) and department_code = $department and role = 'co' and not is_returned
)

select * from final
