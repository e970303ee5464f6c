-- 项目支出汇总等于明细：项目月度表每月的合计应等于带项目编码的一般公共预算支付明细
with

mart as (
    select period, area_code, department_code, project_code, paid_amount as amount from marts.mart_project_month
),

payments as (
    select period, area_code, department_code, project_code, -amount as amount
    from marts.fct_payment
    where account = 'general' and project_code is not null
),

differing as (
    select period, area_code, department_code, project_code, sum(amount) as difference
    from (
        select * from mart

        union all

        select * from payments
    ) as both_sides
    group by period, area_code, department_code, project_code
),

final as (
    select strftime(period, '%Y-%m') as time, area_code, department_code, project_code, difference
    from differing
    where difference <> 0
)

select * from final
