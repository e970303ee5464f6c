-- Area × month: land revenue of the year so far over the plan’s twelfths.
with

revenue as (
    select *, cast(plan_amount * month(period) / 12 as decimal(18, 2)) as due_amount
    from marts.fct_land_revenue_month
    where period between cast($from as date) and cast($to as date) and month(period) >= $first_month and plan_amount > 0
),

areas as (
    select * from marts.dim_area
),

final as (
    select
        area_code as subject,
        areas.name as subject_name,
        area_code,
        cast(null as varchar) as department_code,
        if(year_to_date_amount / due_amount < $red, 'red', 'yellow') as severity,
        year_to_date_amount as numerator,
        due_amount as denominator,
        year_to_date_amount / due_amount as value,
        if(year_to_date_amount / due_amount < $red, $red, $yellow) as threshold,
        printf(
            '截至%s，土地出让收入 %s，为按时间进度应完成 %s的 %s（全年计划 %s）',
            month_text(period), money_text(year_to_date_amount), money_text(due_amount),
            percent_text(year_to_date_amount / due_amount), money_text(plan_amount)
        ) as detail,
        period,
    from revenue
    left join areas on revenue.area_code = areas.code
    where year_to_date_amount / due_amount < $yellow
)

select * from final
