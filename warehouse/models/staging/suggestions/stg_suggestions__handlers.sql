-- One assignment of a suggestion to a department as accepted; cast and rename only.
with

source as (
    select * from raw.suggestions_handlers
),

final as (
    select
        suggestion_id,
        department_code,
        department_name,
        role,
        return_reason,
        session_year,
        coalesce(return_consented, false) as is_returned,
        assigned_on,
        returned_on,
        replied_on,
        _batch,
        _row,
    from source
)

select * from final
