-- Project × year: approved budget against the year before.
with

lines as (
    select *
    from marts.fct_budget_line
    where
        account = 'general'
        and side = 'expenditure'
        and version = 'approved'
        and project_code is not null
        and department_code is not null
),

yearly as (
    select
        area_code,
        department_code,
        project_code,
        max(project_name) as project_name,
        fiscal_year,
        sum(amount) as amount,
        make_date(fiscal_year, 1, 1) as period,
    from lines
    group by area_code, department_code, project_code, fiscal_year
),

compared as (
    select
        this_year.*,
        last_year.amount as amount_before,
        this_year.amount / last_year.amount - 1 as change,
    from yearly as this_year
    inner join yearly as last_year
        on this_year.area_code = last_year.area_code
        and this_year.department_code = last_year.department_code
        and this_year.project_code = last_year.project_code
        and this_year.fiscal_year = last_year.fiscal_year + 1
    where
        last_year.amount > 0
        and greatest(this_year.amount, last_year.amount) >= $floor
        and this_year.period between cast($from as date) and cast($to as date)
),

final as (
    select
        area_code || '/' || department_code || '/' || project_code as subject,
        project_name as subject_name,
        area_code,
        department_code,
        project_code,
        if(abs(change) > $red, 'red', 'yellow') as severity,
        amount as numerator,
        amount_before as denominator,
        change as value,
        if(abs(change) > $red, $red, $yellow) as threshold,
        printf(
            '%d年年初预算 %s，比上年 %s%s %s',
            fiscal_year, money_text(amount), money_text(amount_before),
            if(change > 0, '增加', '减少'), percent_text(abs(change))
        ) as detail,
        period,
    from compared
    where abs(change) > $yellow
)

select * from final
