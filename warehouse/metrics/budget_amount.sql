-- Year × version × account × side × area × department × function class or revenue item: amount, transfers included.
with

budget_lines as (
    select * from marts.fct_budget_line
),

final as (
    select
        cast(fiscal_year as varchar) as year,
        version,
        account,
        side,
        area_code as area,
        department_code as department,
        function_class as function,
        item_code as revenue_item,
        amount as numerator,
    from budget_lines
)

select * from final
