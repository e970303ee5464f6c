-- One class of 三公 of one department as last reported by the month asked for, of an area that reported that month.
with

three_publics as (
    select * from marts.fct_three_publics
    where period between date_trunc('year', cast($last_month as date)) and cast($last_month as date)
),

reported as (
    select distinct area_code from three_publics where period = cast($last_month as date)
),

-- A line left out of a month's report stands where it stood.
standing as (
    select *
    from three_publics
    semi join reported using (area_code)
    qualify row_number() over (partition by area_code, department_code, economic_code order by period desc) = 1
),

final as (
    select
        standing.*,
        area_code as area,
        department_code as department,
        economic_code as economic,
        year_to_date_amount as three_publics_spent,
        budget_amount as three_publics_budget,
        year_to_date_amount as three_publics_execution_rate,
        budget_amount as three_publics_execution_rate_base,
    from standing
)

select * from final
