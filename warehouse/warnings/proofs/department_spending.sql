-- One row behind a department's spending of a year so far: payments (numerator) and lines of the budget in force (denominator).
with

payments as (
    select * from marts.fct_payment
),

budget as (
    select * from marts.fct_budget_line where side = 'expenditure' and version in ('approved', 'adjusted')
),

transfers as (
    select distinct class_code from marts.dim_function where is_transfer
),

in_force as (
    select if(bool_or(version = 'adjusted'), 'adjusted', 'approved') as version
    from budget
    where fiscal_year = year(cast($period as date)) and area_code = $area and account = 'general'
),

final as (
    select
        'numerator' as part,
        'finance.payments' as contract,
        payment_id as what,
        payee_name || coalesce('：' || purpose, '') as note,
        amount,
        paid_on as day,
        _batch,
        _row,
    from payments
    where
        area_code = $area
        and department_code = $department
        and account = 'general'
        and function_class <> '227'
        and function_class not in (from transfers)
        and paid_on between date_trunc('year', cast($period as date)) and last_day(cast($period as date))

    union all

    select
        'denominator',
        'finance.budget',
        coalesce(project_code, subject_code),
        coalesce(project_name, subject_code),
        amount,
        make_date(fiscal_year, 1, 1),
        _batch,
        _row,
    from budget
    where
        area_code = $area
        and department_code = $department
        and account = 'general'
        and function_class <> '227'
        and function_class not in (from transfers)
        and fiscal_year = year(cast($period as date))
        and version = (select version from in_force)
)

select * from final
