-- One state-owned group at one month's end as accepted; cast and rename only.
with

source as (
    select * from raw.state_assets
),

final as (
    select
        enterprise_code,
        area_code,
        tier,
        enterprise_name,
        cast(subsidiaries as integer) as subsidiaries,
        cast(asset_amount as decimal(18, 2)) as asset_amount,
        cast(liability_amount as decimal(18, 2)) as liability_amount,
        cast(equity_amount as decimal(18, 2)) as equity_amount,
        cast(state_equity_amount as decimal(18, 2)) as state_equity_amount,
        cast(revenue_amount as decimal(18, 2)) as revenue_amount,
        cast(profit_amount as decimal(18, 2)) as profit_amount,
        period,
        _batch,
        _row,
    from source
)

select * from final
