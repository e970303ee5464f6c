-- Month × area × department × project × stage × sector: 1 for each project with a plan for the year and nothing invested by the end of June or later.
with

projects as (
    select * from marts.fct_key_project_month
),

final as (
    select
        period,
        area_code as area,
        department_code as department,
        project_code as key_project,
        project_stage,
        sector,
        if(month(period) >= 6 and year_plan_amount > 0 and year_to_date_amount = 0, 1, 0) as numerator,
    from projects
)

select * from final
