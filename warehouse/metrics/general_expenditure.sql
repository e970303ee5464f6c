-- Month × area × department × function class: general public expenditure paid in the month.
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
        paid_amount as numerator,
    from expenditure
)

select * from final
