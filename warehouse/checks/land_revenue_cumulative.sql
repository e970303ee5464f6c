-- 土地出让收入累计数等于各月之和：累计入库应等于 1 月以来本月入库之和（缺月时等于上月累计入库加本月入库）
with

revenue as (
    select * from marts.fct_land_revenue_month
),

running as (
    select
        *,
        row_number() over line = month(period) as is_complete,
        sum(month_amount) over line as months_amount,
        lag(year_to_date_amount) over line as previous_amount,
        lag(period) over line as previous_period,
    from revenue
    window line as (partition by area_code, year(period) order by period)
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
        month_amount,
        year_to_date_amount,
        expected_amount,
        _batch,
        _row,
    from expected
    where year_to_date_amount <> expected_amount
)

select * from final
