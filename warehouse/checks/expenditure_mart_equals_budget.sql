-- 有效预算等于预算明细：月度支出表每个月份的预算数，应等于当年有效版本的预算明细
with

mart as (
    select * from marts.mart_expenditure_month where budget_amount is not null
),

lines as (
    select * from marts.fct_budget_line where side = 'expenditure'
),

versions as (
    select
        fiscal_year,
        area_code,
        account,
        coalesce(
            sum(amount) filter (where version = 'adjusted'),
            sum(amount) filter (where version = 'approved')
        ) as expected_amount,
    from lines
    group by fiscal_year, area_code, account
),

monthly as (
    select period, fiscal_year, area_code, account, sum(budget_amount) as budget_amount
    from mart
    group by period, fiscal_year, area_code, account
),

final as (
    select
        monthly.period,
        monthly.area_code,
        monthly.account,
        monthly.budget_amount,
        versions.expected_amount,
    from monthly
    left join versions using (fiscal_year, area_code, account)
    where monthly.budget_amount is distinct from versions.expected_amount
)

select * from final
