-- Month × area × revenue item: general public revenue above the same month of last year, over that month; months reported in both years.
with

growth as (
    select * from marts.mart_revenue_growth where account = 'general' and not is_transfer
),

final as (
    select
        period,
        area_code as area,
        item_code as revenue_item,
        this_year_amount - last_year_amount as numerator,
        last_year_amount as denominator,
    from growth
)

select * from final
