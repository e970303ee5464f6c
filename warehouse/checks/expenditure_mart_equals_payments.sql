-- 支出汇总等于明细：月度支出表按每个维度的合计应等于支付明细，年末累计应等于全年支付
with

mart as (
    select * from marts.mart_expenditure_month
),

payments as (
    select * from marts.fct_payment
),

-- Parts of one cell from both sides, of opposite sign, must add up to nothing.
monthly as (
    select period, area_code, account, department_code, function_class, paid_amount as amount from mart

    union all

    select period, area_code, account, department_code, function_class, -amount from payments
),

-- The year to date of a line's last month stands for its year.
yearly as (
    select fiscal_year, area_code, account, department_code, function_class,
        arg_max(paid_year_to_date, period) as amount,
    from mart
    group by fiscal_year, area_code, account, department_code, function_class

    union all

    select year(period), area_code, account, department_code, function_class, -amount
    from payments
),

differing as (
    select strftime(period, '%Y-%m') as time, area_code, account, department_code, function_class, sum(amount) as difference
    from monthly
    group by all

    union all

    select cast(fiscal_year as varchar), area_code, account, department_code, function_class, sum(amount)
    from yearly
    group by all
),

final as (
    select * from differing where difference <> 0
)

select * from final
