-- 决算两侧相等：同一年度、账本、区域的决算，两侧都已报送时，收入总计（含转移性收入等）应等于支出总计
with

accounts as (
    select * from marts.fct_budget_line where version = 'final'
),

final as (
    select
        fiscal_year,
        account,
        area_code,
        sum(amount) filter (where side = 'revenue') as revenue_total,
        sum(amount) filter (where side = 'expenditure') as expenditure_total,
        sum(if(side = 'revenue', amount, -amount)) as difference,
    from accounts
    group by fiscal_year, account, area_code
    having sum(amount) filter (where side = 'revenue') <> sum(amount) filter (where side = 'expenditure')
)

select * from final
