-- A livelihood project’s report of a month, and its milestones past their day (numerator: one each).
with

final as (
    select
        'numerator' as part,
        'livelihood.milestones' as contract,
        cast(milestone_no as varchar) as what,
        milestone_name as note,
        cast(1 as decimal(18, 2)) as amount,
        due_on as day,
        _batch,
        _row,
    from marts.fct_livelihood_milestone
    where
        project_id = $project
        and due_on <= last_day(cast($period as date))
        and (reached_on is null or reached_on > last_day(cast($period as date)))

    union all

    select
        'record',
        'livelihood.progress',
        strftime(period, '%Y-%m'),
        coalesce(issue, status),
        invested_amount,
        last_day(period),
        _batch,
        _row,
    from marts.mart_livelihood_month
    where project_id = $project and period = cast($period as date) and _batch is not null
)

select * from final
