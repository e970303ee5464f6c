-- Month × area × tier × enterprise: total profit of the year so far over the equity at the month's end.
with

enterprises as (
    select * from marts.fct_enterprise_month
),

final as (
    select
        period,
        area_code as area,
        tier,
        enterprise_code as enterprise,
        profit_amount as numerator,
        equity_amount as denominator,
    from enterprises
)

select * from final
