-- Year × round of the vote on livelihood projects that was void: red until the vote is held again, and stands.
with

votes as (
    select * from marts.fct_livelihood_vote
),

valid as (
    select project_year, max(round) as round
    from votes
    where not is_void
    group by project_year
),

rounds as (
    select
        project_year,
        round,
        max(issued) as issued,
        max(returned) as returned,
        list(project_id order by project_id) as projects,
        max(voted_on) as voted_on,
        cast(date_trunc('month', max(voted_on)) as date) as period,
    from votes
    where is_void
    group by project_year, round
),

final as (
    select
        rounds.project_year || '/' || rounds.round as subject,
        printf('%d年民生实事项目票决第 %d 轮', rounds.project_year, rounds.round) as subject_name,
        cast(null as varchar) as area_code,
        cast(null as varchar) as department_code,
        [cast(rounds.project_year as varchar), cast(rounds.round as varchar)] as keys,
        if(valid.round > rounds.round, 'yellow', 'red') as severity,
        returned as numerator,
        issued as denominator,
        returned / issued as value,
        $most as threshold,
        printf(
            '%s第 %d 轮票决作废：发出 %d 张，收回 %d 张，涉及 %d 个项目，%s',
            day_text(voted_on), rounds.round, issued, returned, len(projects),
            if(valid.round > rounds.round, printf('已以第 %d 轮重新票决', valid.round), '尚未重新票决')
        ) as detail,
        period,
    from rounds
    left join valid on rounds.project_year = valid.project_year
    where period between cast($from as date) and cast($to as date)
)

select * from final
