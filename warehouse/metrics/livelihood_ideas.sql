-- Month of receipt × year × area × field × source × channel: ideas received.
with

livelihood_ideas as (
    select * from marts.fct_livelihood_idea
),

final as (
    select
        period,
        cast(project_year as varchar) as year,
        area_code as area,
        field as livelihood_field,
        idea_source,
        channel,
        count(*) as numerator,
    from livelihood_ideas
    group by all
)

select * from final
