-- Month × department × category × audit year: findings known at the month's end.
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
        findings as numerator,
    from audit
)

select * from final
