-- Month × area × department × function class: general public expenditure of the year to date over the budget in force, where one was delivered.
with

expenditure as (
    select * from marts.mart_expenditure_month where account = 'general' and not is_transfer
),

final as (
    select
        period,
        area_code as area,
        department_code as department,
        function_class as function,
        paid_year_to_date as numerator,
        budget_amount as denominator,
    from expenditure
    where budget_amount is not null
)

select * from final
