-- Month × territory × indicator: the indicator from January to the month, in yuan.
with

indicators as (
    select * from marts.fct_economic_indicator
),

final as (
    select
        period,
        territory_code as territory,
        indicator,
        amount_yuan as numerator,
    from indicators
    where amount_yuan is not null
)

select * from final
