-- One audit finding as accepted; cast and rename only.
with

source as (
    select * from raw.audit_findings
),

final as (
    select
        finding_id,
        department_code,
        department_name,
        audit_project,
        category,
        finding,
        status,
        repeat_of,
        audit_year,
        cast(amount as decimal(18, 2)) as amount,
        cast(rectified_amount as decimal(18, 2)) as rectified_amount,
        found_on,
        due_on,
        rectified_on,
        _batch,
        _row,
    from source
)

select * from final
