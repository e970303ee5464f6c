-- One revenue item as last reported by the month asked for, of an area that reported that month, with a budget.
with

revenue as (
    select * from marts.fct_revenue_month
    where period between date_trunc('year', cast($last_month as date)) and cast($last_month as date)
),

items as (
    select code from marts.dim_revenue_item where not is_transfer
),

reported as (
    select area_code, account
    from revenue
    where period = cast($last_month as date)
    group by area_code, account
    having bool_or(budget_amount is not null)
),

-- An item left out of a month's report stands where it stood.
standing as (
    select *,
        row_number() over (line order by period desc) = 1 as is_last,
        row_number() over (line order by budget_amount is null, period desc) = 1 as is_last_budget,
    from revenue
    semi join reported using (area_code, account)
    where item_code in (select code from items)
    window line as (partition by area_code, account, item_code)
),

amounts as (
    select *,
        if(is_last, year_to_date_amount, 0) as account_revenue_rate,
        if(is_last_budget, coalesce(budget_amount, 0), 0) as account_revenue_rate_base,
    from standing
),

final as (
    select
        amounts.*,
        area_code as area,
        item_code as revenue_item,
        if(account = 'general', account_revenue_rate, 0) as revenue_execution_rate,
        if(account = 'general', account_revenue_rate_base, 0) as revenue_execution_rate_base,
        revenue_execution_rate
            - cast(revenue_execution_rate_base * month(cast($last_month as date)) / 12 as decimal(24, 6))
            as revenue_progress_gap,
        revenue_execution_rate_base as revenue_progress_gap_base,
    from amounts
)

select * from final
