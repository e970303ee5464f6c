-- Project of a department × month: paid in the year so far above its budget in force.
with

projects as (
    select *, paid_year_to_date / budget_amount as rate
    from marts.mart_project_month
    where period between cast($from as date) and cast($to as date) and budget_amount > 0
),

final as (
    select
        area_code || '/' || department_code || '/' || project_code as subject,
        project_name as subject_name,
        area_code,
        department_code,
        project_code,
        if(rate > $red, 'red', 'yellow') as severity,
        paid_year_to_date as numerator,
        budget_amount as denominator,
        rate as value,
        if(rate > $red, $red, $yellow) as threshold,
        printf(
            '截至%s，项目支出 %s，已达全年预算 %s的 %s',
            month_text(period), money_text(paid_year_to_date), money_text(budget_amount), percent_text(rate)
        ) as detail,
        period,
    from projects
    where rate > $yellow
)

select * from final
