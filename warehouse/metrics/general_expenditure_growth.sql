-- Month × area × department × function class: expenditure above the same month of last year, over that month; months delivered in both years.
with

expenditure as not materialized (
    select * from marts.mart_expenditure_month where account = 'general' and not is_transfer
),

delivered as (
    select period from expenditure group by period having bool_or(paid_amount <> 0)
),

-- Two rows a cell, this year's and last year's: they add up like any other parts.
parts as (
    select period, area_code, department_code, function_class, paid_amount as this_year, 0 as last_year
    from expenditure

    union all

    select cast(period + interval 1 year as date), area_code, department_code, function_class, 0, paid_amount
    from expenditure
),

final as (
    select
        period,
        area_code as area,
        department_code as department,
        function_class as function,
        this_year - last_year as numerator,
        last_year as denominator,
    from parts
    where period in (select period from delivered)
        and cast(period - interval 1 year as date) in (select period from delivered)
)

select * from final
