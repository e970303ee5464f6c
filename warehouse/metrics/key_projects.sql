-- Month × area × department × project × stage × sector: 1 for each key project in the month's report.
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
        1 as numerator,
    from projects
)

select * from final
