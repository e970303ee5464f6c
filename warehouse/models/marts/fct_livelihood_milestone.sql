-- One milestone of a project, and whether it was reached in time as of the last day the project's deliveries speak of.
with

milestones as (
    select * from staging.stg_livelihood__milestones
),

progress as (
    select max(last_day(period)) as as_of from staging.stg_livelihood__progress
),

final as (
    select
        milestones.* exclude (_batch, _row),
        greatest(progress.as_of, max(milestones.reached_on) over ()) as as_of,
        case
            when milestones.reached_on is not null then milestones.reached_on <= milestones.due_on
            when milestones.due_on < greatest(progress.as_of, max(milestones.reached_on) over ()) then false
        end as reached_in_time,
        milestones._batch,
        milestones._row,
    from milestones
    cross join progress
    order by project_year, project_id, milestone_no, milestones._batch, milestones._row
)

select * from final
