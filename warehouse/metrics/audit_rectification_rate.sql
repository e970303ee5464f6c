-- Month × department × category × audit year: findings put right by the month's end over findings known then.
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
        rectified as numerator,
        findings as denominator,
    from audit
)

select * from final
