-- Month × area × department: 1 for each department whose 三公 of the year so far is above the year's budget.
with

three_publics as (
    select * from marts.mart_three_publics_month
),

final as (
    select
        period,
        area_code as area,
        department_code as department,
        if(sum(year_to_date_amount) > sum(budget_amount), 1, 0) as numerator,
    from three_publics
    group by period, area_code, department_code
)

select * from final
