-- Month × area: land revenue of the year so far ahead of (−: behind) the plan's twelfths, over the plan.
with

revenue as (
    select * from marts.fct_land_revenue_month
),

final as (
    select
        period,
        area_code as area,
        cast(year_to_date_amount - plan_amount * month(period) / 12 as decimal(24, 6)) as numerator,
        plan_amount as denominator,
    from revenue
)

select * from final
