-- Month × area × tier × enterprise: enterprises in the consolidated accounts.
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
        subsidiaries as numerator,
    from enterprises
)

select * from final
