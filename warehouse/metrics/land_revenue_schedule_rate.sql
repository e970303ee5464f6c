-- Month × area: land revenue of the year so far over the plan's twelfths.
with

revenue as (
    select * from marts.fct_land_revenue_month
),

final as (
    select
        period,
        area_code as area,
        year_to_date_amount as numerator,
        cast(plan_amount * month(period) / 12 as decimal(24, 6)) as denominator,
    from revenue
)

select * from final
