-- Month × area × kind of debt: new bonds issued in the year so far.
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
    from debt
)

select * from final
