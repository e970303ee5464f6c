-- Land revenue of one area and month, of the year so far, and planned for the year.
with

revenue as (
    select * from staging.stg_natural_resources__land_revenue
),

final as (
    select
        area_code,
        plan_amount,
        month_amount,
        year_to_date_amount,
        period,
        _batch,
        _row,
    from revenue
    order by area_code, period, _batch, _row
)

select * from final
