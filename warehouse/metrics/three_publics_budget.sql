-- Month × area × department × class of 三公: the year's budget in force in the month.
with

three_publics as (
    select * from marts.mart_three_publics_month
),

final as (
    select
        period,
        area_code as area,
        department_code as department,
        economic_code as economic,
        budget_amount as numerator,
    from three_publics
)

select * from final
