-- One livelihood project, and the vote that counted.
with

livelihood_project as (
    select * from marts.fct_livelihood_project
),

final as (
    select
        livelihood_project.*,
        cast(project_year as varchar) as year,
        field as livelihood_field,
        department_code as department,
        project_id as livelihood_project,
        stage as livelihood_stage,
        1 as livelihood_projects,
        votes_for as livelihood_vote_share,
        if(votes_for is not null, deputies, null) as livelihood_vote_share_base,
    from livelihood_project
)

select * from final
