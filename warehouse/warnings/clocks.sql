-- One row a clock: the first and the last month its table speaks of.
with

spoken as (
    select 'payments' as clock, min(period) as first_month, max(period) as last_month
    from marts.mart_expenditure_month
    where paid_amount <> 0

    union all
    -- A year's budgets are judged in its first month.
    select 'budget', make_date(min(fiscal_year), 1, 1), make_date(max(fiscal_year), 1, 1) from marts.fct_budget_line

    union all
    -- Final accounts close their year.
    select 'final_accounts', make_date(min(fiscal_year), 12, 1), make_date(max(fiscal_year), 12, 1)
    from marts.fct_budget_line
    where version = 'final'

    union all
    select 'revenue', min(period), max(period) from marts.mart_revenue_month

    union all
    select 'debt', min(period), max(period) from marts.fct_debt_month

    union all
    select 'transfers', min(period), max(period) from marts.mart_transfer_month

    union all
    select 'three_publics', min(period), max(period) from marts.mart_three_publics_month

    union all
    select 'key_projects', min(period), max(period) from marts.fct_key_project_month

    union all
    select 'land', min(period), max(period) from marts.fct_land_revenue_month

    union all
    select 'audit', min(period), max(period) from marts.mart_audit_month

    union all
    select 'suggestions', min(period), max(period) from marts.mart_suggestion_month

    union all
    select 'drafts', min(period), max(period) from marts.dim_month where has_drafts

    union all
    select 'livelihood', min(period), max(period) from marts.mart_livelihood_month

    union all
    select
        'budget_opinions',
        min(period),
        cast(date_trunc('month', max(greatest(raised_on, coalesce(replied_on, raised_on)))) as date)
    from marts.fct_budget_opinion

    union all
    select 'stations', min(period), max(period) from marts.mart_station_month
),

final as (
    select * from spoken where last_month is not null
)

select * from final
