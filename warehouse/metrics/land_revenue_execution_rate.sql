-- Month × area: land revenue of the year so far over the year's plan.
with

revenue as (
    select * from marts.fct_land_revenue_month
),

final as (
    select
        period,
        area_code as area,
        year_to_date_amount as numerator,
        plan_amount as denominator,
    from revenue
)

select * from final
