-- One livelihood project from the pool to the evaluation: its stage, the vote that counted, its latest month, its late milestones.
with

projects as (
    select * from staging.stg_livelihood__candidates
),

votes as (
    select
        project_id,
        arg_max(votes_for, round) as votes_for,
        arg_max(deputies, round) as deputies,
        arg_max(passed, round) as passed,
        max(round) as rounds,
        arg_max(voted_on, round) as voted_on,
    from staging.stg_livelihood__votes
    where not is_void
    group by project_id
),

progress as (
    select
        project_id,
        max(period) as last_month,
        arg_max(progress_percent, period) as progress_percent,
        arg_max(invested_amount, period) as invested_amount,
        arg_max(status, period) as status,
        arg_max(issue, period) as issue,
    from staging.stg_livelihood__progress
    group by project_id
),

final as (
    select
        projects.* exclude (_batch, _row),
        votes.* exclude (project_id),
        progress.* exclude (project_id),
        projects._batch,
        projects._row,
    from projects
    left join votes on projects.project_id = votes.project_id
    left join progress on projects.project_id = progress.project_id
    order by projects.project_year, projects.project_id, projects._batch, projects._row
)

select * from final
