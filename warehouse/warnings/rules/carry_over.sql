-- Department × closed year: budget in force left unspent at its end; red where the year before was so too.
with

expenditure as (
    select *
    from marts.mart_expenditure_month
    where account = 'general' and not is_transfer and department_code is not null and function_class <> '227'
),

departments as (
    select * from marts.dim_department
),

closed as (
    select
        area_code,
        department_code,
        fiscal_year,
        sum(paid_year_to_date) as paid,
        sum(budget_amount) as budget,
        period,
    from expenditure
    where month(period) = 12 and budget_amount is not null
    group by area_code, department_code, fiscal_year, period
),

measured as (
    select
        *,
        1 - paid / budget as share,
        coalesce(lag(1 - paid / budget) over (partition by area_code, department_code order by fiscal_year), 0)
            as share_before,
    from closed
    where budget >= $floor
),

final as (
    select
        measured.area_code || '/' || measured.department_code as subject,
        departments.name as subject_name,
        measured.area_code,
        measured.department_code,
        if(share_before > $yellow, 'red', 'yellow') as severity,
        paid as numerator,
        budget as denominator,
        share as value,
        $yellow as threshold,
        printf(
            '%d年全年支出 %s，有效预算 %s，年末未用 %s，占 %s%s',
            fiscal_year, money_text(paid), money_text(budget), money_text(budget - paid), percent_text(share),
            if(share_before > $yellow, printf('；上年也有 %s未用', percent_text(share_before)), '')
        ) as detail,
        period,
    from measured
    left join departments on measured.department_code = departments.code
    where share > $yellow and period between cast($from as date) and cast($to as date)
)

select * from final
