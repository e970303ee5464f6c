-- 预算行唯一：同一年度、版本、账本、区域、收支、部门、科目、经济分类、项目只应有一行
with

facts as (
    select * from marts.fct_budget_line
),

final as (
    select
        fiscal_year,
        version,
        account,
        area_code,
        side,
        department_code,
        subject_code,
        economic_code,
        project_code,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by fiscal_year, version, account, area_code, side, department_code, subject_code, economic_code, project_code
    having count(*) > 1
)

select * from final
