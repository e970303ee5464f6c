-- Land revenue of one area from January to the month asked for, as reported.
with

land_revenue_month as (
    select * from marts.fct_land_revenue_month
),

final as (
    select
        land_revenue_month.*,
        area_code as area,
        year_to_date_amount as land_revenue_execution_rate,
        plan_amount as land_revenue_execution_rate_base,
        cast(year_to_date_amount - plan_amount * month(period) / 12 as decimal(24, 6)) as land_revenue_progress_gap,
        plan_amount as land_revenue_progress_gap_base,
        year_to_date_amount as land_revenue_schedule_rate,
        cast(plan_amount * month(period) / 12 as decimal(24, 6)) as land_revenue_schedule_rate_base,
    from land_revenue_month
    where period = cast($last_month as date)
)

select * from final
