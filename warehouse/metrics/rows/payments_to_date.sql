-- One treasury payment from January to the month asked for, of an area that delivered its budget.
with

payment as (
    select * from marts.fct_payment
),

transfers as (
    select distinct class_code from marts.dim_function where is_transfer
),

budgeted as (
    select distinct area_code, fiscal_year from marts.mart_budget_in_force where account = 'general'
),

final as (
    select
        payment.*,
        payment.area_code as area,
        department_code as department,
        function_class as function,
        amount as expenditure_execution_rate,
        amount as expenditure_progress_gap,
    from payment
    inner join budgeted on payment.area_code = budgeted.area_code and year(payment.period) = budgeted.fiscal_year
    where account = 'general' and function_class not in (select class_code from transfers)
        and period between date_trunc('year', cast($last_month as date)) and cast($last_month as date)
)

select * from final
