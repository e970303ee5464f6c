-- One key project in one month as accepted; cast and rename only.
with

source as (
    select * from raw.development_projects
),

final as (
    select
        project_code,
        area_code,
        department_code,
        project_name,
        department_name,
        sector,
        project_stage,
        cast(total_amount as decimal(18, 2)) as total_amount,
        cast(invested_before_amount as decimal(18, 2)) as invested_before_amount,
        cast(year_plan_amount as decimal(18, 2)) as year_plan_amount,
        cast(year_to_date_amount as decimal(18, 2)) as year_to_date_amount,
        cast(invested_amount as decimal(18, 2)) as invested_amount,
        period,
        started_on,
        finish_due_on,
        finished_on,
        _batch,
        _row,
    from source
)

select * from final
