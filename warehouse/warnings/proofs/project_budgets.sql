-- One line of a project’s approved budget: of the year (numerator) and of the year before (denominator).
with

budget as (
    select *
    from marts.fct_budget_line
    where account = 'general' and side = 'expenditure' and version = 'approved'
),

final as (
    select
        if(fiscal_year = year(cast($period as date)), 'numerator', 'denominator') as part,
        'finance.budget' as contract,
        project_code as what,
        coalesce(project_name, project_code) as note,
        amount,
        make_date(fiscal_year, 1, 1) as day,
        _batch,
        _row,
    from budget
    where
        area_code = $area
        and department_code = $department
        and project_code = $project
        and fiscal_year in (year(cast($period as date)), year(cast($period as date)) - 1)
)

select * from final
