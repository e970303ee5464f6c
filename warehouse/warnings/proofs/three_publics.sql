-- One class of a department’s 三公 as last reported in the year: spent so far (numerator) and the year’s budget (denominator).
with

lines as (
    select *
    from marts.fct_three_publics
    where
        area_code = $area
        and department_code = $department
        and period between date_trunc('year', cast($period as date)) and cast($period as date)
    qualify row_number() over (partition by economic_code order by period desc) = 1
),

names as (
    select code, name from marts.dim_economic
),

both_parts as (
    select 'numerator' as part, year_to_date_amount as amount, * from lines

    union all

    select 'denominator', budget_amount, * from lines
),

final as (
    select
        both_parts.part,
        'finance.three_publics' as contract,
        both_parts.economic_code as what,
        coalesce(names.name, both_parts.economic_code) as note,
        both_parts.amount,
        last_day(both_parts.period) as day,
        both_parts._batch,
        both_parts._row,
    from both_parts
    left join names on both_parts.economic_code = names.code
)

select * from final
