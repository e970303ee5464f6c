-- One line of the expenditure budget in force in the year of the month asked for.
with

budget_line as (
    select * from marts.fct_budget_line
),

transfers as (
    select distinct class_code from marts.dim_function where is_transfer
),

-- An adjustment replaces the approved budget of its area and year as a whole.
in_force as (
    select distinct area_code, account, fiscal_year, version from marts.mart_budget_in_force
),

final as (
    select
        budget_line.*,
        area_code as area,
        department_code as department,
        function_class as function,
        amount as expenditure_execution_rate_base,
        cast(-amount * month(cast($last_month as date)) / 12 as decimal(24, 6)) as expenditure_progress_gap,
        amount as expenditure_progress_gap_base,
    from budget_line
    semi join in_force using (area_code, account, fiscal_year, version)
    where side = 'expenditure' and account = 'general' and function_class not in (select class_code from transfers)
        and fiscal_year = year(cast($last_month as date))
)

select * from final
