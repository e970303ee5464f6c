-- Month × area × tier × enterprise: total profit of the year so far.
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
    from enterprises
)

select * from final
