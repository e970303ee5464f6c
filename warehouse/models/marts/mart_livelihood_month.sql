-- Month × project: physical progress, invested so far, its state and late milestones, with the project's year, field and department.
with

progress as (
    select * from staging.stg_livelihood__progress
),

projects as (
    select * from marts.fct_livelihood_project
),

milestones as (
    select * from marts.fct_livelihood_milestone
),

late as (
    select progress.project_id, progress.period, count(*) as milestones_late
    from progress
    inner join milestones
        on progress.project_id = milestones.project_id
        and milestones.due_on <= last_day(progress.period)
        and coalesce(milestones.reached_on > last_day(progress.period), true)
    group by progress.project_id, progress.period
),

final as (
    select
        progress.project_id,
        projects.field,
        projects.department_code,
        progress.status,
        progress.issue,
        projects.project_year,
        progress.photos,
        cast(coalesce(late.milestones_late, 0) as integer) as milestones_late,
        progress.progress_percent,
        progress.invested_amount,
        projects.planned_amount,
        progress.period,
        progress._batch,
        progress._row,
    from progress
    left join projects on progress.project_id = projects.project_id
    left join late on progress.project_id = late.project_id and progress.period = late.period
    order by progress.period, progress.project_id, progress._batch, progress._row
)

select * from final
