-- One revenue item of one area, account and month as accepted; cast and rename only.
with

source as (
    select * from raw.finance_revenue
),

final as (
    select
        area_code,
        account,
        item_code,
        cast(budget_amount as decimal(18, 2)) as budget_amount,
        cast(month_amount as decimal(18, 2)) as month_amount,
        cast(year_to_date_amount as decimal(18, 2)) as year_to_date_amount,
        period,
        _batch,
        _row,
    from source
)

select * from final
