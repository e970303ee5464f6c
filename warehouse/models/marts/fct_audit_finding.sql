-- One audit finding, in its latest delivered state.
with

findings as (
    select * from staging.stg_audit__findings
),

final as (
    select
        finding_id,
        department_code,
        audit_project,
        category,
        finding,
        status,
        repeat_of,
        audit_year,
        amount,
        rectified_amount,
        found_on,
        due_on,
        rectified_on,
        _batch,
        _row,
    from findings
    order by audit_year, finding_id, _batch, _row
)

select * from final
