-- One treasury payment of a month or, taken off, of the same month of the year before; months delivered in both.
with

payments as (
    select * from marts.fct_payment
),

transfers as (
    select distinct class_code from marts.dim_function where is_transfer
),

delivered as (
    select period from payments group by period having bool_or(amount <> 0)
),

comparable as (
    select this_year.period
    from delivered as this_year
    semi join delivered as last_year on last_year.period + interval 1 year = this_year.period
),

parts as (
    select *, amount as general_expenditure_growth, cast(0 as decimal(18, 2)) as general_expenditure_growth_base
    from payments

    union all

    select * replace (cast(period + interval 1 year as date) as period), -amount, amount from payments
),

final as (
    select
        parts.*,
        area_code as area,
        department_code as department,
        function_class as function,
    from parts
    semi join comparable using (period)
    where account = 'general' and function_class not in (select class_code from transfers)
)

select * from final
