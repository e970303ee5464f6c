-- One key project at the end of the month asked for.
with

key_project_month as (
    select * from marts.fct_key_project_month
),

final as (
    select
        key_project_month.*,
        area_code as area,
        department_code as department,
        project_code as key_project,
        1 as key_projects,
        year_plan_amount as key_project_plan,
        year_to_date_amount as key_project_invested,
        total_amount as key_project_total,
        year_to_date_amount as key_project_investment_rate,
        year_plan_amount as key_project_investment_rate_base,
        invested_amount as key_project_completion_rate,
        total_amount as key_project_completion_rate_base,
        cast(year_to_date_amount - year_plan_amount * month(period) / 12 as decimal(24, 6)) as key_project_progress_gap,
        year_plan_amount as key_project_progress_gap_base,
        cast(month(period) >= 6 and year_plan_amount > 0 and year_to_date_amount = 0 as integer) as key_projects_stalled,
    from key_project_month
    where period = cast($last_month as date)
)

select * from final
