-- Land revenue of one area and month as accepted; cast and rename only.
with

source as (
    select * from raw.natural_resources_land_revenue
),

final as (
    select
        area_code,
        cast(plan_amount as decimal(18, 2)) as plan_amount,
        cast(month_amount as decimal(18, 2)) as month_amount,
        cast(year_to_date_amount as decimal(18, 2)) as year_to_date_amount,
        period,
        _batch,
        _row,
    from source
)

select * from final
