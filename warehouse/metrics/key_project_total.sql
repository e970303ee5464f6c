-- Month × area × department × project × stage × sector: investment planned for the whole project.
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
        total_amount as numerator,
    from projects
)

select * from final
