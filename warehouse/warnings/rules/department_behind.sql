-- Area × department × month: paid in the year so far, over the budget in force, further behind time progress than allowed.
with

expenditure as (
    select *
    from marts.mart_expenditure_month
    where
        account = 'general'
        and not is_transfer
        and budget_amount is not null
        and department_code is not null
        and function_class <> '227'
),

departments as (
    select * from marts.dim_department
),

spent as (
    select
        area_code,
        department_code,
        period,
        sum(paid_year_to_date) as paid,
        sum(budget_amount) as budget,
    from expenditure
    where period between cast($from as date) and cast($to as date) and month(period) >= $first_month
    group by area_code, department_code, period
),

measured as (
    select *, month(period) / 12 - paid / budget as gap
    from spent
    where budget >= $floor
),

final as (
    select
        measured.area_code || '/' || measured.department_code as subject,
        departments.name as subject_name,
        measured.area_code,
        measured.department_code,
        cast(null as varchar) as project_code,
        cast([] as varchar[]) as keys,
        if(gap > $red, 'red', 'yellow') as severity,
        paid as numerator,
        budget as denominator,
        gap as value,
        if(gap > $red, $red, $yellow) as threshold,
        printf(
            '截至%s，支出 %s，占全年预算 %s的 %s，落后时间进度 %s',
            month_text(period), money_text(paid), money_text(budget), percent_text(paid / budget), points_text(gap)
        ) as detail,
        period,
    from measured
    left join departments on measured.department_code = departments.code
    where gap > $yellow
)

select * from final
