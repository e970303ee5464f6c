-- Month × department × category × audit year: findings past their date and not put right at the month's end.
with

audit as (
    select * from marts.mart_audit_month
),

final as (
    select
        period,
        department_code as department,
        category,
        cast(audit_year as varchar) as year,
        overdue as numerator,
    from audit
)

select * from final
