-- Month × area × department × function class: expenditure above the same month of last year, over that month; months delivered in both years.
with

growth as (
    select * from marts.mart_expenditure_growth where account = 'general' and not is_transfer
),

final as (
    select
        period,
        area_code as area,
        department_code as department,
        function_class as function,
        this_year_amount - last_year_amount as numerator,
        last_year_amount as denominator,
    from growth
)

select * from final
