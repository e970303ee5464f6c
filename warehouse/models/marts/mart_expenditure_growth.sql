-- Month × area × account × department × function class: paid this year and in the same month of last year, for months delivered in both.
with

expenditure as (
    select * from marts.mart_expenditure_month
),

-- A month in which nothing at all was paid was not delivered.
delivered as (
    select period
    from expenditure
    group by period
    having bool_or(paid_amount <> 0)
),

comparable as (
    select this_year.period
    from delivered as this_year
    semi join delivered as last_year on last_year.period + interval 1 year = this_year.period
),

parts as (
    select
        area_code,
        account,
        department_code,
        function_class,
        is_transfer,
        paid_amount as this_year_amount,
        0 as last_year_amount,
        period,
    from expenditure

    union all

    select
        area_code,
        account,
        department_code,
        function_class,
        is_transfer,
        0,
        paid_amount,
        cast(period + interval 1 year as date),
    from expenditure
),

final as (
    select
        area_code,
        account,
        department_code,
        function_class,
        is_transfer,
        cast(sum(this_year_amount) as decimal(18, 2)) as this_year_amount,
        cast(sum(last_year_amount) as decimal(18, 2)) as last_year_amount,
        period,
    from parts
    semi join comparable using (period)
    group by area_code, account, department_code, function_class, is_transfer, period
    order by area_code, period, account, department_code, function_class
)

select * from final
