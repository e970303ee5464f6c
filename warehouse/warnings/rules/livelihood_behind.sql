-- Livelihood project × month: reported behind, or with milestones past their day.
with

projects as (
    select * from marts.mart_livelihood_month
),

names as (
    select project_id, project_name from marts.fct_livelihood_project
),

final as (
    select
        projects.project_id as subject,
        names.project_name as subject_name,
        cast(null as varchar) as area_code,
        projects.department_code,
        projects.project_id as project_code,
        if(projects.milestones_late >= $red, 'red', 'yellow') as severity,
        projects.milestones_late as numerator,
        cast(null as decimal(18, 2)) as denominator,
        projects.milestones_late as value,
        if(projects.milestones_late >= $red, $red, $yellow) as threshold,
        printf(
            '截至%s，完成进度 %s，%s%d 个节点到期未完成',
            month_text(projects.period), percent_text(projects.progress_percent / 100),
            if(projects.status = 'behind', '填报状态为滞后，', ''), projects.milestones_late
        ) as detail,
        projects.period,
    from projects
    left join names on projects.project_id = names.project_id
    where
        projects.period between cast($from as date) and cast($to as date)
        and (projects.milestones_late > $yellow or projects.status = 'behind')
)

select * from final
