-- Year × area × account × department × function class: the expenditure budget in force, as adjusted where that was delivered, else as approved.
with

budget_lines as (
    select * from marts.fct_budget_line where side = 'expenditure' and version in ('approved', 'adjusted')
),

-- An adjustment replaces the approved budget of its area, account and year as a whole.
in_force as (
    select
        fiscal_year,
        account,
        area_code,
        if(bool_or(version = 'adjusted'), 'adjusted', 'approved') as version,
    from budget_lines
    group by all
),

final as (
    select
        area_code,
        account,
        department_code,
        function_class,
        version,
        fiscal_year,
        cast(sum(amount) as decimal(18, 2)) as budget_amount,
    from budget_lines
    semi join in_force using (fiscal_year, account, area_code, version)
    group by all
    order by fiscal_year, area_code, account, department_code, function_class
)

select * from final
