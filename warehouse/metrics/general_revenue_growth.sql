-- Month × area × revenue item: general public revenue above the same month of last year, over that month; months reported in both years.
with

revenue as not materialized (
    select * from marts.mart_revenue_month where account = 'general' and not is_transfer
),

reported as (
    select distinct period, area_code from revenue
),

-- Two rows a cell, this year's and last year's: they add up like any other parts.
parts as (
    select period, area_code, item_code, month_amount as this_year, 0 as last_year
    from revenue

    union all

    select cast(period + interval 1 year as date), area_code, item_code, 0, month_amount
    from revenue
),

final as (
    select
        period,
        area_code as area,
        item_code as revenue_item,
        this_year - last_year as numerator,
        last_year as denominator,
    from parts
    where (period, area_code) in (select (period, area_code) from reported)
        and (cast(period - interval 1 year as date), area_code) in (select (period, area_code) from reported)
)

select * from final
