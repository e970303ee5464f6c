-- Month × area × kind of debt: the limit of government debt in force.
with

debt as (
    select * from marts.fct_debt_month
),

final as (
    select
        period,
        area_code as area,
        debt_kind,
        limit_amount as numerator,
    from debt
)

select * from final
