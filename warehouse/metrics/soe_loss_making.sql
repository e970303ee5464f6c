-- Month × area × tier × enterprise: 1 for each group with a loss in the year so far.
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
        if(profit_amount < 0, 1, 0) as numerator,
    from enterprises
)

select * from final
