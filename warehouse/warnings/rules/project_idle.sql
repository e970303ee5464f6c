-- Project of a department × month from June on: has a budget and nothing was paid.
with

projects as (
    select *
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
        'red' as severity,
        paid_year_to_date as numerator,
        budget_amount as denominator,
        0 as value,
        0 as threshold,
        printf('全年预算 %s，到%s末没有支出', money_text(budget_amount), month_text(period)) as detail,
        period,
    from projects
    where paid_year_to_date <= 0
)

select * from final
