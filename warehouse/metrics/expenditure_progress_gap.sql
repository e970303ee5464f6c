-- Month × area × department × function class: payments of the year to date ahead of (−: behind) the budget's twelfths, over the budget.
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
        cast(paid_year_to_date - budget_amount * month(period) / 12 as decimal(24, 6)) as numerator,
        budget_amount as denominator,
    from expenditure
    where budget_amount is not null
)

select * from final
