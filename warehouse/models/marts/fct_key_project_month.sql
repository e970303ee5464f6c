-- One key project at one month's end: stage, plan of the year, investment so far.
with

projects as (
    select * from staging.stg_development__projects
),

final as (
    select
        project_code,
        area_code,
        department_code,
        project_name,
        sector,
        project_stage,
        total_amount,
        invested_before_amount,
        year_plan_amount,
        year_to_date_amount,
        invested_amount,
        period,
        started_on,
        finish_due_on,
        finished_on,
        _batch,
        _row,
    from projects
    order by period, area_code, project_code, _batch, _row
)

select * from final
