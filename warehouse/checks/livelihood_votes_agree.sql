-- 票决前后一致：票决的项目须在项目库中且票决前经常委会审议；通过的项目数不超过应选数，差额票决时按赞成票取；阶段与结果相符
with

projects as (
    select * from marts.fct_livelihood_project
),

votes as (
    select * from marts.fct_livelihood_vote where not is_void
),

rounds as (
    select
        project_year,
        round,
        max(seats) as seats,
        count(*) filter (where passed) as passed,
        min(votes_for) filter (where passed) as fewest_passed,
        max(votes_for) filter (where not passed and votes_for * 2 > deputies) as most_failed,
    from votes
    group by project_year, round
),

final as (
    select votes.project_id, votes.round, '项目库中没有这个项目' as wrong
    from votes
    anti join projects on votes.project_id = projects.project_id
    where exists (from projects)

    union all

    select votes.project_id, votes.round, '票决前没有经常委会审议'
    from votes
    inner join projects on votes.project_id = projects.project_id
    where coalesce(projects.reviewed_on > votes.voted_on, true)

    union all

    select projects.project_id, votes.round, '票决结果与遴选阶段不符'
    from projects
    inner join votes on projects.project_id = votes.project_id and projects.rounds = votes.round
    where votes.passed <> (projects.stage = 'chosen')

    union all

    select cast(project_year as varchar), round, '通过的项目多于应选项目数' from rounds where passed > seats

    union all

    select cast(project_year as varchar), round, '未通过的项目赞成票多于通过的项目' from rounds
    where most_failed > fewest_passed
)

select * from final
