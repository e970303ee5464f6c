-- Key project × month from June on: being built, planned for the year, and nothing invested.
with

projects as (
    select *
    from marts.fct_key_project_month
    where period between cast($from as date) and cast($to as date) and month(period) >= $first_month and project_stage = 'building'
),

final as (
    select
        project_code as subject,
        project_name as subject_name,
        area_code,
        department_code,
        project_code,
        'red' as severity,
        year_to_date_amount as numerator,
        year_plan_amount as denominator,
        0 as value,
        0 as threshold,
        printf('在建项目，年度计划投资 %s，到%s末没有完成投资', money_text(year_plan_amount), month_text(period)) as detail,
        period,
    from projects
    where year_plan_amount >= $floor and year_to_date_amount <= 0
)

select * from final
