-- Month × area × department × project × stage × sector: invested in the year so far ahead of (−: behind) the plan's twelfths, over the plan.
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
        cast(year_to_date_amount - year_plan_amount * month(period) / 12 as decimal(24, 6)) as numerator,
        year_plan_amount as denominator,
    from projects
)

select * from final
