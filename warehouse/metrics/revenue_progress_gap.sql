-- Month × area × revenue item: revenue of the year to date ahead of (−: behind) the budget's twelfths, over the budget.
with

revenue as (
    select * from marts.mart_revenue_month where account = 'general' and not is_transfer
),

final as (
    select
        period,
        area_code as area,
        item_code as revenue_item,
        cast(year_to_date_amount - budget_amount * month(period) / 12 as decimal(24, 6)) as numerator,
        budget_amount as denominator,
    from revenue
    where budget_amount is not null
)

select * from final
