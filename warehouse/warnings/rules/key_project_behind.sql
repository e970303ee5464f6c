-- Key project being built × month: invested in the year so far, over the plan, further behind time progress than allowed.
with

projects as (
    select *, month(period) / 12 - year_to_date_amount / year_plan_amount as gap
    from marts.fct_key_project_month
    where
        period between cast($from as date) and cast($to as date)
        and month(period) >= $first_month
        and project_stage in ('building', 'suspended')
        and year_plan_amount >= $floor
),

final as (
    select
        project_code as subject,
        project_name as subject_name,
        area_code,
        department_code,
        project_code,
        if(gap > $red, 'red', 'yellow') as severity,
        year_to_date_amount as numerator,
        year_plan_amount as denominator,
        gap as value,
        if(gap > $red, $red, $yellow) as threshold,
        printf(
            '截至%s，完成投资 %s，占年度计划 %s的 %s，落后时间进度 %s',
            month_text(period), money_text(year_to_date_amount), money_text(year_plan_amount),
            percent_text(year_to_date_amount / year_plan_amount), points_text(gap)
        ) as detail,
        period,
    from projects
    where gap > $yellow
)

select * from final
