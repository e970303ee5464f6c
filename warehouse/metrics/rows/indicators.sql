-- One indicator of one territory in the month asked for.
with

economic_indicator as (
    select * from marts.fct_economic_indicator
),

final as (
    select
        economic_indicator.*,
        territory_code as territory,
        if(indicator = 'gdp', amount_yuan, null) as gdp,
        amount_yuan as economy_amount,
        growth_percent as economy_growth_rate,
        if(growth_percent is not null, cast(100 as decimal(20, 4)), null) as economy_growth_rate_base,
        if(indicator = 'gdp', growth_percent, null) as gdp_growth_rate,
        if(indicator = 'gdp' and growth_percent is not null, cast(100 as decimal(20, 4)), null) as gdp_growth_rate_base,
    from economic_indicator
    where period = cast($last_month as date)
)

select * from final
