-- Month × area × tier × enterprise: operating revenue of the year so far.
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
        revenue_amount as numerator,
    from enterprises
)

select * from final
