-- 收入汇总等于月报：月度收入表按月份、区域、账本、科目的本月数与累计数应等于收入月报，未报的科目本月数为零
with

mart as (
    select * from marts.mart_revenue_month
),

reports as (
    select
        period,
        area_code,
        account,
        item_code,
        sum(month_amount) as reported_month,
        max(year_to_date_amount) as reported_year_to_date,
    from marts.fct_revenue_month
    group by period, area_code, account, item_code
),

final as (
    select
        period,
        area_code,
        account,
        item_code,
        mart.month_amount,
        reports.reported_month,
        mart.year_to_date_amount,
        reports.reported_year_to_date,
    from mart
    full join reports using (period, area_code, account, item_code)
    where mart.month_amount is distinct from coalesce(reports.reported_month, 0)
        or mart.year_to_date_amount <> reports.reported_year_to_date
)

select * from final
