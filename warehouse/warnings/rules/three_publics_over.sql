-- Department × month: 三公 of the year so far near its budget before the last quarter, or above it.
with

three_publics as (
    select * from marts.mart_three_publics_month
),

departments as (
    select * from marts.dim_department
),

spent as (
    select area_code, department_code, sum(year_to_date_amount) as paid, sum(budget_amount) as budget, period
    from three_publics
    where period between cast($from as date) and cast($to as date)
    group by area_code, department_code, period
),

measured as (
    select *, paid / budget as rate from spent where budget > 0
),

final as (
    select
        measured.area_code || '/' || measured.department_code as subject,
        departments.name as subject_name,
        measured.area_code,
        measured.department_code,
        if(rate > $red, 'red', 'yellow') as severity,
        paid as numerator,
        budget as denominator,
        rate as value,
        if(rate > $red, $red, $yellow) as threshold,
        printf(
            '截至%s，“三公”经费支出 %s，为全年预算 %s的 %s',
            month_text(period), money_text(paid), money_text(budget), percent_text(rate)
        ) as detail,
        period,
    from measured
    left join departments on measured.department_code = departments.code
    where rate > $red or (rate > $yellow and month(period) < $last_quarter)
)

select * from final
