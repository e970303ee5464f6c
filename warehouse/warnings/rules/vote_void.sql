-- Year × round of the vote on livelihood projects that was void.
with

votes as (
    select * from marts.fct_livelihood_vote
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
        project_year || '/' || round as subject,
        printf('%d年民生实事项目票决第 %d 轮', project_year, round) as subject_name,
        cast(null as varchar) as area_code,
        cast(null as varchar) as department_code,
        [cast(project_year as varchar), cast(round as varchar)] as keys,
        'look' as severity,
        returned as numerator,
        issued as denominator,
        returned / issued as value,
        $most as threshold,
        printf(
            '%s第 %d 轮票决作废：发出 %d 张，收回 %d 张，涉及 %d 个项目',
            day_text(voted_on), round, issued, returned, len(projects)
        ) as detail,
        period,
    from rounds
    where period between cast($from as date) and cast($to as date)
)

select * from final
