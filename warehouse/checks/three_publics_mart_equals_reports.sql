-- 三公汇总等于月报：三公经费表按月份、区域、部门、类别的预算数与累计数应等于报送数；未报的行沿用前一次报送
with

mart as (
    select * from marts.mart_three_publics_month
),

reports as (
    select
        period,
        area_code,
        department_code,
        economic_code,
        max(budget_amount) as reported_budget,
        max(year_to_date_amount) as reported_year_to_date,
    from marts.fct_three_publics
    group by period, area_code, department_code, economic_code
),

final as (
    select
        period,
        area_code,
        department_code,
        economic_code,
        mart.budget_amount,
        reports.reported_budget,
        mart.year_to_date_amount,
        reports.reported_year_to_date,
    from mart
    right join reports using (period, area_code, department_code, economic_code)
    where mart.budget_amount is distinct from reports.reported_budget
        or mart.year_to_date_amount is distinct from reports.reported_year_to_date
)

select * from final
