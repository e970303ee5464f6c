-- Month × area: land revenue paid into the treasury in the month.
with

revenue as (
    select * from marts.fct_land_revenue_month
),

final as (
    select
        period,
        area_code as area,
        month_amount as numerator,
    from revenue
)

select * from final
