-- 重点项目首尾相接：上年末累计完成投资应等于上年 12 月的开工以来累计数，一年之内不变，本年累计完成投资不应减少
with

projects as (
    select * from marts.fct_key_project_month
),

with_last_december as (
    select
        projects.*,
        december.invested_amount as december_amount,
    from projects
    left join projects as december
        on december.period = make_date(year(projects.period) - 1, 12, 1)
        and december.project_code = projects.project_code
),

compared as (
    select
        *,
        lag(invested_before_amount) over line as before_before,
        lag(year_to_date_amount) over line as year_to_date_before,
    from with_last_december
    window line as (partition by project_code, year(period) order by period)
),

final as (
    select
        period,
        project_code,
        project_name,
        case
            when invested_before_amount <> december_amount then '上年末累计数与上年 12 月的累计数不同'
            when invested_before_amount <> before_before then '上年末累计数与本年前一次报送不同'
            else '本年累计完成投资比前一次少'
        end as fault,
        invested_before_amount,
        december_amount,
        year_to_date_amount,
        year_to_date_before,
        _batch,
        _row,
    from compared
    where invested_before_amount <> december_amount
        or invested_before_amount <> before_before
        or year_to_date_amount < year_to_date_before
)

select * from final
