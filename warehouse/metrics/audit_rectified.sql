-- Month × department × category × audit year: findings put right by the month's end.
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
    from audit
)

select * from final
