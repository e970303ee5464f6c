-- Month × area × account × department × function class: paid, paid in the year to date, the year's budget in force; dense over the year.
with

payments as (
    select * from marts.fct_payment
),

budget as (
    select * from marts.mart_budget_in_force
),

months as (
    select * from marts.dim_month where has_payments
),

transfers as (
    select distinct class_code from marts.dim_function where is_transfer
),

budgeted as (
    select distinct fiscal_year, account, area_code, true as has_budget
    from budget
),

paid as (
    select period, area_code, account, department_code, function_class, sum(amount) as paid_amount
    from payments
    group by period, area_code, account, department_code, function_class
),

paid_lines as (
    select distinct year(period) as year, area_code, account, department_code, function_class
    from paid
),

-- Three kinds of rows add up to a cell: what was paid, and for every month of a line's year its budget, or zero.
parts as (
    select *, 0 as budget_amount from paid

    union all

    select months.period, area_code, account, department_code, function_class, 0, budget_amount
    from budget
    inner join months on budget.fiscal_year = months.year

    union all

    select months.period, area_code, account, department_code, function_class, 0, 0
    from paid_lines
    inner join months using (year)
),

cells as (
    select
        * exclude (paid_amount, budget_amount),
        cast(year(period) as integer) as fiscal_year,
        sum(paid_amount) as paid_amount,
        sum(budget_amount) as budget_amount,
    from parts
    group by area_code, account, department_code, function_class, period
),

final as (
    select
        area_code,
        account,
        department_code,
        function_class,
        function_class in (from transfers) as is_transfer,
        fiscal_year,
        cast(paid_amount as decimal(18, 2)) as paid_amount,
        cast(sum(paid_amount) over (
            partition by fiscal_year, area_code, account, department_code, function_class
            order by period
        ) as decimal(18, 2)) as paid_year_to_date,
        -- Null: the area delivered no budget of the account for the year; zero: it did, without this line.
        if(has_budget, cast(budget_amount as decimal(18, 2)), null) as budget_amount,
        period,
    from cells
    left join budgeted using (fiscal_year, account, area_code)
    order by area_code, period, account, department_code, function_class
)

select * from final
