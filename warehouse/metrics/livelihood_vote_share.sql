-- Year × project: votes for, over all deputies, in the round that counted.
with

livelihood_projects as (
    select * from marts.fct_livelihood_project
),

final as (
    select
        cast(project_year as varchar) as year,
        project_id as livelihood_project,
        sum(votes_for) as numerator,
        sum(deputies) as denominator,
    from livelihood_projects
    where votes_for is not null
    group by all
)

select * from final
