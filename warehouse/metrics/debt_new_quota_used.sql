-- Month × area × kind of debt: new bonds issued in the year so far over the new quota handed down.
with

debt as (
    select * from marts.fct_debt_month
),

final as (
    select
        period,
        area_code as area,
        debt_kind,
        new_issued_amount as numerator,
        new_quota_amount as denominator,
    from debt
)

select * from final
