-- Project of a department × month: paid in the year so far, over its budget, further behind time progress than allowed.
with

projects as (
    select *, month(period) / 12 - paid_year_to_date / budget_amount as gap
    from marts.mart_project_month
    where period between cast($from as date) and cast($to as date) and month(period) >= $first_month and budget_amount >= $floor
),

final as (
    select
        area_code || '/' || department_code || '/' || project_code as subject,
        project_name as subject_name,
        area_code,
        department_code,
        project_code,
        if(gap > $red, 'red', 'yellow') as severity,
        paid_year_to_date as numerator,
        budget_amount as denominator,
        gap as value,
        if(gap > $red, $red, $yellow) as threshold,
        printf(
            '截至%s，项目支出 %s，占全年预算 %s的 %s，落后时间进度 %s',
            month_text(period), money_text(paid_year_to_date), money_text(budget_amount),
            percent_text(paid_year_to_date / budget_amount), points_text(gap)
        ) as detail,
        period,
    from projects
    where gap > $yellow
)

select * from final
