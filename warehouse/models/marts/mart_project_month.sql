-- Month × area × department × project of the general account: paid in the year to date, the year's budget in force; dense over the year.
with

payments as (
    select * from marts.fct_payment where account = 'general' and project_code is not null
),

budget as (
    select *
    from marts.fct_budget_line
    where account = 'general' and side = 'expenditure' and version in ('approved', 'adjusted')
),

months as (
    select * from marts.dim_month where has_payments
),

-- An adjustment replaces the approved budget of its area and year as a whole.
in_force as (
    select fiscal_year, area_code, if(bool_or(version = 'adjusted'), 'adjusted', 'approved') as version
    from budget
    group by fiscal_year, area_code
),

budgeted as (
    select
        fiscal_year,
        area_code,
        department_code,
        project_code,
        max(project_name) as project_name,
        sum(amount) as budget_amount,
    from budget
    inner join in_force using (fiscal_year, area_code, version)
    where project_code is not null
    group by fiscal_year, area_code, department_code, project_code
),

paid as (
    select
        year(period) as fiscal_year,
        area_code,
        department_code,
        project_code,
        max(project_name) as project_name,
        sum(amount) as paid_amount,
        period,
    from payments
    group by area_code, department_code, project_code, period
),

lines as (
    select
        cast(fiscal_year as integer) as fiscal_year,
        area_code,
        department_code,
        project_code,
        max(project_name) as project_name,
        sum(budget_amount) as budget_amount,
    from (
        select fiscal_year, area_code, department_code, project_code, project_name, budget_amount from budgeted

        union all

        select distinct fiscal_year, area_code, department_code, project_code, project_name, null from paid
    ) as either
    group by fiscal_year, area_code, department_code, project_code
),

final as (
    select
        lines.area_code,
        lines.department_code,
        lines.project_code,
        lines.project_name,
        lines.fiscal_year,
        cast(coalesce(paid.paid_amount, 0) as decimal(18, 2)) as paid_amount,
        cast(sum(coalesce(paid.paid_amount, 0)) over (
            partition by lines.fiscal_year, lines.area_code, lines.department_code, lines.project_code
            order by months.period
        ) as decimal(18, 2)) as paid_year_to_date,
        -- Null: paid without a budget of its own.
        cast(lines.budget_amount as decimal(18, 2)) as budget_amount,
        months.period,
    from lines
    inner join months on lines.fiscal_year = months.year
    left join paid
        on lines.area_code = paid.area_code
        and lines.department_code = paid.department_code
        and lines.project_code = paid.project_code
        and months.period = paid.period
    order by lines.area_code, months.period, lines.department_code, lines.project_code
)

select * from final
