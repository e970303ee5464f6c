-- One state-owned group at one month's end: consolidated balance, revenue and profit of the year so far.
with

enterprises as (
    select * from staging.stg_state_assets__enterprises
),

final as (
    select
        enterprise_code,
        area_code,
        tier,
        enterprise_name,
        subsidiaries,
        asset_amount,
        liability_amount,
        equity_amount,
        state_equity_amount,
        revenue_amount,
        profit_amount,
        period,
        _batch,
        _row,
    from enterprises
    order by period, area_code, enterprise_code, _batch, _row
)

select * from final
