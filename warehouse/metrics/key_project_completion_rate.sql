-- Month × area × department × project × stage × sector: invested since the start over the whole investment.
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
        invested_amount as numerator,
        total_amount as denominator,
    from projects
)

select * from final
