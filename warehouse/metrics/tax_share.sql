-- Month × area × revenue item: tax over general public revenue, both of the month.
with

revenue as (
    select * from marts.mart_revenue_month where account = 'general' and not is_transfer
),

final as (
    select
        period,
        area_code as area,
        if(is_tax, month_amount, 0) as numerator,
        month_amount as denominator,
    from revenue
)

select * from final
