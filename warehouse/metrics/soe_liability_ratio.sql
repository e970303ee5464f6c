-- Month × area × tier × enterprise: liabilities over assets at the month's end.
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
        liability_amount as numerator,
        asset_amount as denominator,
    from enterprises
)

select * from final
