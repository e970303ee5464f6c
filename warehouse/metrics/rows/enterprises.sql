-- One state-owned group at the end of the month asked for.
with

enterprise_month as (
    select * from marts.fct_enterprise_month
),

final as (
    select
        enterprise_month.*,
        area_code as area,
        enterprise_code as enterprise,
        asset_amount as soe_assets,
        liability_amount as soe_liabilities,
        state_equity_amount as soe_state_equity,
        revenue_amount as soe_revenue,
        profit_amount as soe_profit,
        subsidiaries as soe_enterprises,
        liability_amount as soe_liability_ratio,
        asset_amount as soe_liability_ratio_base,
        profit_amount as soe_return_on_equity,
        equity_amount as soe_return_on_equity_base,
        cast(profit_amount < 0 as integer) as soe_loss_making,
    from enterprise_month
    where period = cast($last_month as date)
)

select * from final
