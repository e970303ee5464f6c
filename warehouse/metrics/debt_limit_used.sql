-- Month × area × kind of debt: debt outstanding over its limit.
with

debt as (
    select * from marts.fct_debt_month
),

final as (
    select
        period,
        area_code as area,
        debt_kind,
        balance_amount as numerator,
        limit_amount as denominator,
    from debt
)

select * from final
