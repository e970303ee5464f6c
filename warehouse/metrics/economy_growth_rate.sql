-- Month × territory × indicator: growth on the same months of last year as the statisticians state it; a percentage over 100.
with

indicators as (
    select * from marts.fct_economic_indicator
),

final as (
    select
        period,
        territory_code as territory,
        indicator,
        growth_percent as numerator,
        cast(100 as decimal(20, 4)) as denominator,
    from indicators
    where growth_percent is not null
)

select * from final
