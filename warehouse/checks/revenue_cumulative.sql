-- 收入累计数等于各月之和：一般公共预算月报的累计数，应等于 1 月以来本月数之和（缺月时等于上月累计数加本月数）
with

revenue as (
    select * from marts.fct_revenue_month where account = 'general'
),

-- The months an area reported in a year: complete when none is missing since January.
reported as (
    select
        period,
        area_code,
        row_number() over (partition by area_code, year(period) order by period) = month(period) as is_complete,
    from (select distinct period, area_code from revenue)
),

running as (
    select
        revenue.*,
        reported.is_complete,
        sum(month_amount) over line as months_amount,
        lag(year_to_date_amount) over line as previous_amount,
        lag(revenue.period) over line as previous_period,
    from revenue
    inner join reported using (period, area_code)
    window line as (partition by area_code, item_code, year(revenue.period) order by revenue.period)
),

expected as (
    select
        *,
        case
            when is_complete then months_amount
            when previous_period = period - interval 1 month then previous_amount + month_amount
        end as expected_amount,
    from running
),

final as (
    select
        period,
        area_code,
        item_code,
        month_amount,
        year_to_date_amount,
        expected_amount,
        _batch,
        _row,
    from expected
    where year_to_date_amount <> expected_amount
)

select * from final
