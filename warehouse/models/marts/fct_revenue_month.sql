-- One revenue item of one area, account and month, as reported.
with

revenue as (
    select * from staging.stg_finance__revenue
),

final as (
    select
        area_code,
        account,
        item_code,
        budget_amount,
        month_amount,
        year_to_date_amount,
        period,
        _batch,
        _row,
    from revenue
    order by area_code, period, account, item_code, _batch, _row
)

select * from final
