-- 实事进度不倒退：同一项目各月的形象进度和累计投资不应减少；报送进度、节点和测评的项目须在项目库中
with

months as (
    select
        *,
        lag(progress_percent) over by_month as earlier_percent,
        lag(invested_amount) over by_month as earlier_amount,
    from marts.mart_livelihood_month
    window by_month as (partition by project_id order by period, _batch, _row)
),

used as (
    select project_id from marts.mart_livelihood_month
    union all select project_id from marts.fct_livelihood_milestone
    union all select project_id from marts.fct_livelihood_evaluation
),

projects as (
    select project_id from marts.fct_livelihood_project
),

final as (
    select project_id, strftime(period, '%Y-%m') as period, '形象进度或累计投资比上月少' as wrong
    from months
    where progress_percent < earlier_percent or invested_amount < earlier_amount

    union all

    select distinct project_id, null, '项目库中没有这个项目'
    from used
    anti join projects using (project_id)
    where exists (from projects)
)

select * from final
