-- One indicator of one territory, January to a month, as accepted; cast and rename only.
with

source as (
    select * from raw.development_economy
),

final as (
    select
        territory_code,
        indicator,
        unit,
        cast(value as decimal(20, 4)) as value,
        cast(growth_percent as decimal(20, 4)) as growth_percent,
        period,
        _batch,
        _row,
    from source
)

select * from final
