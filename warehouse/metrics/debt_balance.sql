-- Month × area × kind of debt: government debt outstanding at the month's end.
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
    from debt
)

select * from final
