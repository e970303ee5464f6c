-- Year × field × department × stage: projects.
with

livelihood_projects as (
    select * from marts.fct_livelihood_project
),

final as (
    select
        cast(project_year as varchar) as year,
        field as livelihood_field,
        department_code as department,
        stage as livelihood_stage,
        count(*) as numerator,
    from livelihood_projects
    group by all
)

select * from final
