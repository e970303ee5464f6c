-- Month × department × category × audit year: findings known at the month's end that repeat an earlier one.
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
        repeated as numerator,
    from audit
)

select * from final
