-- One indicator of one territory from January to a month: the value as stated and, as money, in yuan, and its growth in percent.
with

indicators as (
    select * from staging.stg_development__economy
),

final as (
    select
        territory_code,
        indicator,
        unit,
        value,
        cast(
            value * case unit
                when 'yuan' then 1
                when 'ten_thousand_yuan' then 10000
                when 'hundred_million_yuan' then 100000000
            end as decimal(18, 2)
        ) as amount_yuan,
        growth_percent,
        period,
        _batch,
        _row,
    from indicators
    order by territory_code, indicator, period, _batch, _row
)

select * from final
