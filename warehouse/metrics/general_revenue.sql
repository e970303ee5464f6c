-- Month × area × revenue item: general public revenue collected in the month.
with

revenue as (
    select * from marts.mart_revenue_month where account = 'general' and not is_transfer
),

final as (
    select
        period,
        area_code as area,
        item_code as revenue_item,
        month_amount as numerator,
    from revenue
)

select * from final
