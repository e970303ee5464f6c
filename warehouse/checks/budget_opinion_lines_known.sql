-- 预算意见落到预算行：该年度、版本、账本的预算已报送时，意见所指的部门、科目、项目须有对应的预算行
with

lines as (
    select * from marts.fct_budget_line
),

delivered as (
    select distinct fiscal_year, version, account, area_code from lines
),

opinions as (
    select * from marts.fct_budget_opinion
),

final as (
    select
        opinions.opinion_id,
        opinions.fiscal_year,
        opinions.version,
        opinions.department_code,
        opinions.subject_code,
        opinions.project_code,
    from opinions
    semi join delivered using (fiscal_year, version, account, area_code)
    anti join lines
        on opinions.fiscal_year = lines.fiscal_year
        and opinions.version = lines.version
        and opinions.account = lines.account
        and opinions.area_code = lines.area_code
        and coalesce(opinions.department_code = lines.department_code, opinions.department_code is null)
        and coalesce(starts_with(lines.subject_code, opinions.subject_code), opinions.subject_code is null)
        and coalesce(opinions.project_code = lines.project_code, opinions.project_code is null)
)

select * from final
