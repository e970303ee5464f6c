-- One department by code: the name it was last delivered under, and the area it was last seen in.
with

payments as (
    select * from staging.stg_finance__payments
),

budget as (
    select * from staging.stg_finance__budget
),

findings as (
    select * from staging.stg_audit__findings
),

handlers as (
    select * from staging.stg_suggestions__handlers
),

projects as (
    select * from staging.stg_livelihood__candidates
),

budget_opinions as (
    select * from staging.stg_budget_opinions__opinions
),

three_publics as (
    select * from staging.stg_finance__three_publics
),

key_projects as (
    select * from staging.stg_development__projects
),

seen as (
    select department_code as code, department_name as name, area_code, max(paid_on) as seen_on
    from payments
    group by all

    union all

    select department_code, department_name, area_code, max(make_date(fiscal_year, 1, 1))
    from budget
    where department_code is not null
    group by all

    union all

    select department_code, department_name, null, max(found_on)
    from findings
    group by all

    union all

    select department_code, department_name, null, max(assigned_on)
    from handlers
    group by all

    union all

    select department_code, department_name, null, max(pooled_on)
    from projects
    group by all

    union all

    select handler_code, handler_name, null, max(raised_on)
    from budget_opinions
    group by all

    union all

    select department_code, department_name, area_code, max(period)
    from three_publics
    group by all

    union all

    -- Where a project is built is not where its department is.
    select department_code, department_name, null, max(period)
    from key_projects
    where department_code is not null
    group by all
),

final as (
    select
        code,
        first(area_code order by seen_on desc, area_code) filter (where area_code is not null) as area_code,
        coalesce(first(name order by seen_on desc, name) filter (where name is not null), code) as name,
    from seen
    group by code
    order by code
)

select * from final
