-- One row behind a project’s year so far: payments (numerator) and lines of the budget in force (denominator).
with

payments as (
    select * from marts.fct_payment
),

budget as (
    select *
    from marts.fct_budget_line
    where account = 'general' and side = 'expenditure' and version in ('approved', 'adjusted')
),

in_force as (
    select if(bool_or(version = 'adjusted'), 'adjusted', 'approved') as version
    from budget
    where fiscal_year = year(cast($period as date)) and area_code = $area
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
        and project_code = $project
        and account = 'general'
        and paid_on between date_trunc('year', cast($period as date)) and last_day(cast($period as date))

    union all

    select
        'denominator',
        'finance.budget',
        project_code,
        coalesce(project_name, project_code),
        amount,
        make_date(fiscal_year, 1, 1),
        _batch,
        _row,
    from budget
    where
        area_code = $area
        and department_code = $department
        and project_code = $project
        and fiscal_year = year(cast($period as date))
        and version = (select version from in_force)
)

select * from final
