-- One revenue item of a month or, taken off, of the same month of the year before; months an area reported in both.
with

revenue_month as (
    select * from marts.fct_revenue_month
),

transfers as (
    select code from marts.dim_revenue_item where is_transfer
),

reported as (
    select distinct period, area_code, account from revenue_month
),

comparable as (
    select this_year.*
    from reported as this_year
    semi join reported as last_year on last_year.period + interval 1 year = this_year.period and last_year.area_code = this_year.area_code and last_year.account = this_year.account
),

parts as (
    select *, month_amount as general_revenue_growth, cast(0 as decimal(18, 2)) as general_revenue_growth_base from revenue_month

    union all

    select * replace (cast(period + interval 1 year as date) as period), -month_amount, month_amount from revenue_month
),

final as (
    select
        parts.*,
        area_code as area,
        item_code as revenue_item,
    from parts
    semi join comparable using (period, area_code, account)
    where account = 'general' and item_code not in (select code from transfers)
)

select * from final
