-- One line of a class: of the final accounts (numerator) and of the budget in force (denominator); $keys: account, side, class.
with

lines as (
    select *, coalesce(function_class, left(item_code, 5)) as class_code
    from marts.fct_budget_line
    where
        fiscal_year = year(cast($period as date))
        and area_code = $area
        and account = list_extract($keys, 1)
        and side = list_extract($keys, 2)
),

in_force as (
    select if(bool_or(version = 'adjusted'), 'adjusted', 'approved') as version from lines
),

final as (
    select
        if(version = 'final', 'numerator', 'denominator') as part,
        'finance.budget' as contract,
        subject_code as what,
        coalesce(project_name, department_code, subject_code) as note,
        amount,
        make_date(fiscal_year, 1, 1) as day,
        _batch,
        _row,
    from lines
    where
        class_code = list_extract($keys, 3)
        and (version = 'final' or version = (select version from in_force))
)

select * from final
