-- One line of an area’s approved expenditure budget: the reserve (numerator) and all (denominator).
with

transfers as (
    select distinct class_code from marts.dim_function where is_transfer
),

lines as (
    select *
    from marts.fct_budget_line
    where
        account = 'general'
        and side = 'expenditure'
        and version = 'approved'
        and area_code = $area
        and fiscal_year = year(cast($period as date))
        and function_class not in (from transfers)
),

final as (
    select
        unnest(if(function_class = '227', ['numerator', 'denominator'], ['denominator'])) as part,
        'finance.budget' as contract,
        subject_code as what,
        coalesce(project_name, department_code, subject_code) as note,
        amount,
        make_date(fiscal_year, 1, 1) as day,
        _batch,
        _row,
    from lines
)

select * from final
