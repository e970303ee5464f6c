-- 部门都有名称：支付、预算、三公经费、重点项目、审计问题、建议承办、民生实事与预算意见中的部门编码须在部门表中
with

departments as (
    select code as department_code from marts.dim_department
),

used as (
    select 'fct_payment' as fact, department_code from marts.fct_payment
    union all select 'fct_budget_line', department_code from marts.fct_budget_line where department_code is not null
    union all select 'fct_three_publics', department_code from marts.fct_three_publics
    union all select 'fct_key_project_month', department_code from marts.fct_key_project_month where department_code is not null
    union all select 'fct_audit_finding', department_code from marts.fct_audit_finding
    union all select 'fct_suggestion_handler', department_code from marts.fct_suggestion_handler
    union all select 'fct_livelihood_project', department_code from marts.fct_livelihood_project
    union all select 'fct_budget_opinion', handler_code from marts.fct_budget_opinion
),

final as (
    select
        fact,
        department_code,
        count(*) as rows,
    from used
    anti join departments using (department_code)
    group by fact, department_code
)

select * from final
