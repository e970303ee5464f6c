-- Month × department × category × audit year: days from their date to the month's end, over the findings past it.
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
        overdue_days as numerator,
        overdue as denominator,
    from audit
)

select * from final
