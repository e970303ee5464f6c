-- Month × area × tier × enterprise: the state's part of the equity at the month's end.
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
        state_equity_amount as numerator,
    from enterprises
)

select * from final
