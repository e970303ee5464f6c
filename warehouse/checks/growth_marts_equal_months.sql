-- 同比表等于月度表：同比表中本年与上年同月的合计，应等于月度支出表、月度收入表中相应月份的合计
with

expenditure as (
    select period, area_code, account, sum(paid_amount) as amount
    from marts.mart_expenditure_month
    group by all
),

revenue as (
    select period, area_code, account, sum(month_amount) as amount
    from marts.mart_revenue_month
    group by all
),

months as (
    select '支出' as side, * from expenditure
    union all
    select '收入', * from revenue
),

growth as (
    select '支出' as side, period, area_code, account, this_year_amount, last_year_amount
    from marts.mart_expenditure_growth

    union all

    select '收入', period, area_code, account, this_year_amount, last_year_amount
    from marts.mart_revenue_growth
),

compared as (
    select side, period, area_code, account, sum(this_year_amount) as this_year, sum(last_year_amount) as last_year
    from growth
    group by all
),

final as (
    select
        compared.side,
        compared.period,
        compared.area_code,
        compared.account,
        compared.this_year,
        coalesce(this_year.amount, 0) as this_year_expected,
        compared.last_year,
        coalesce(last_year.amount, 0) as last_year_expected,
    from compared
    left join months as this_year using (side, period, area_code, account)
    left join months as last_year
        on compared.side = last_year.side
        and compared.period = last_year.period + interval 1 year
        and compared.area_code = last_year.area_code
        and compared.account = last_year.account
    where compared.this_year <> coalesce(this_year.amount, 0)
        or compared.last_year <> coalesce(last_year.amount, 0)
)

select * from final
