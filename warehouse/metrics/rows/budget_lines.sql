-- One line of a version of a budget.
with

budget_line as (
    select * from marts.fct_budget_line
),

final as (
    select
        budget_line.*,
        cast(fiscal_year as varchar) as year,
        area_code as area,
        department_code as department,
        function_class as function,
        item_code as revenue_item,
        amount as budget_amount,
    from budget_line
)

select * from final
