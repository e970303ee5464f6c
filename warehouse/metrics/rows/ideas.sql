-- One idea for a livelihood project.
with

livelihood_idea as (
    select * from marts.fct_livelihood_idea
),

final as (
    select
        livelihood_idea.*,
        cast(project_year as varchar) as year,
        area_code as area,
        field as livelihood_field,
        1 as livelihood_ideas,
    from livelihood_idea
)

select * from final
