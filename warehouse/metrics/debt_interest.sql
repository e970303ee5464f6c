-- Month × area × kind of debt: interest paid in the year so far.
with

debt as (
    select * from marts.fct_debt_month
),

final as (
    select
        period,
        area_code as area,
        debt_kind,
        interest_amount as numerator,
    from debt
)

select * from final
