-- Department × closed year: share of the year paid in December.
with

expenditure as (
    select *
    from marts.mart_expenditure_month
    where account = 'general' and not is_transfer and department_code is not null and function_class <> '227'
),

departments as (
    select * from marts.dim_department
),

yearly as (
    select
        area_code,
        department_code,
        fiscal_year,
        sum(paid_amount) as paid,
        sum(paid_amount) filter (where month(period) = 12) as december,
        make_date(fiscal_year, 12, 1) as period,
    from expenditure
    group by area_code, department_code, fiscal_year
),

shares as (
    select *, december / paid as share
    from yearly
    where period between cast($from as date) and cast($to as date) and december is not null and paid >= $floor
),

final as (
    select
        shares.area_code || '/' || shares.department_code as subject,
        departments.name as subject_name,
        shares.area_code,
        shares.department_code,
        if(share > $red, 'red', 'yellow') as severity,
        december as numerator,
        paid as denominator,
        share as value,
        if(share > $red, $red, $yellow) as threshold,
        printf(
            '%d年支出 %s，其中 12 月 %s，占 %s；1 至 11 月占 %s',
            fiscal_year, money_text(paid), money_text(december), percent_text(share), percent_text(1 - share)
        ) as detail,
        period,
    from shares
    left join departments on shares.department_code = departments.code
    where share > $yellow
)

select * from final
