-- Year × area × department × function class: what was paid in December over the whole year, for years delivered to their end.
with

expenditure as (
    select * from marts.mart_expenditure_month where account = 'general' and not is_transfer
),

complete as (
    select fiscal_year
    from expenditure
    group by fiscal_year
    having bool_or(month(period) = 12 and paid_amount <> 0)
),

final as (
    select
        cast(fiscal_year as varchar) as year,
        area_code as area,
        department_code as department,
        function_class as function,
        cast(coalesce(sum(paid_amount) filter (where month(period) = 12), 0) as decimal(18, 2)) as numerator,
        cast(sum(paid_amount) as decimal(18, 2)) as denominator,
    from expenditure
    semi join complete using (fiscal_year)
    group by fiscal_year, area_code, department_code, function_class
)

select * from final
