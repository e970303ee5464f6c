-- Land revenue of one area and month, as reported.
with

land_revenue_month as (
    select * from marts.fct_land_revenue_month
),

final as (
    select
        land_revenue_month.*,
        area_code as area,
        month_amount as land_revenue,
    from land_revenue_month
)

select * from final
