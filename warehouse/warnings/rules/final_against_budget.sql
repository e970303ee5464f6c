-- Area × account × side × class × closed year: final accounts against the budget in force.
with

lines as (
    select *, coalesce(function_class, left(item_code, 5)) as class_code
    from marts.fct_budget_line
),

functions as (
    select code, name from marts.dim_function
),

items as (
    select code, name from marts.dim_revenue_item
),

codes as (
    select * from marts.dim_code
),

in_force as (
    select fiscal_year, account, area_code, side, if(bool_or(version = 'adjusted'), 'adjusted', 'approved') as version
    from lines
    where version in ('approved', 'adjusted')
    group by fiscal_year, account, area_code, side
),

budgeted as (
    select fiscal_year, account, area_code, side, class_code, sum(amount) as budget
    from lines
    inner join in_force using (fiscal_year, account, area_code, side, version)
    group by fiscal_year, account, area_code, side, class_code
),

settled as (
    select fiscal_year, account, area_code, side, class_code, sum(amount) as amount
    from lines
    where version = 'final'
    group by fiscal_year, account, area_code, side, class_code
),

compared as (
    select
        fiscal_year,
        account,
        area_code,
        side,
        class_code,
        coalesce(amount, 0) as amount,
        budget,
        coalesce(amount, 0) / budget - 1 as change,
        make_date(fiscal_year, 12, 1) as period,
    from budgeted
    left join settled using (fiscal_year, account, area_code, side, class_code)
    -- The reserve is budgeted under its own class and spent under others.
    where
        budget >= $floor
        and class_code <> '227'
        and (fiscal_year, account, area_code, side) in (
            select (fiscal_year, account, area_code, side) from settled
        )
),

final as (
    select
        compared.area_code || '/' || account || '/' || side || '/' || class_code as subject,
        accounts.name || sides.name || '：' || coalesce(functions.name, items.name, class_code) as subject_name,
        compared.area_code,
        cast(null as varchar) as department_code,
        [account, side, class_code] as keys,
        if(abs(change) > $red, 'red', 'yellow') as severity,
        amount as numerator,
        budget as denominator,
        change as value,
        if(abs(change) > $red, $red, $yellow) as threshold,
        printf(
            '%d年决算 %s，%s有效预算 %s的 %s',
            fiscal_year, money_text(amount), if(change > 0, '超出', '低于'), money_text(budget), percent_text(abs(change))
        ) as detail,
        period,
    from compared
    left join functions on compared.side = 'expenditure' and compared.class_code = functions.code
    left join items on compared.side = 'revenue' and compared.class_code = items.code
    left join codes as accounts on accounts.dimension = 'account' and compared.account = accounts.code
    left join codes as sides on sides.dimension = 'side' and compared.side = sides.code
    where abs(change) > $yellow and period between cast($from as date) and cast($to as date)
)

select * from final
