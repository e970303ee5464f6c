-- Month × territory: gross domestic product from January to the month.
with

indicators as (
    select * from marts.fct_economic_indicator
),

final as (
    select
        period,
        territory_code as territory,
        amount_yuan as numerator,
    from indicators
    where indicator = 'gdp' and amount_yuan is not null
)

select * from final
