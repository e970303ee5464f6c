-- Month × area × account × item: collected this year and in the same month of last year, for months an area reported in both.
with

revenue as (
    select * from marts.mart_revenue_month
),

reported as (
    select distinct period, area_code, account from revenue
),

comparable as (
    select this_year.period, this_year.area_code, this_year.account
    from reported as this_year
    semi join reported as last_year
        on last_year.period + interval 1 year = this_year.period
        and last_year.area_code = this_year.area_code
        and last_year.account = this_year.account
),

parts as (
    select
        area_code,
        account,
        item_code,
        is_transfer,
        month_amount as this_year_amount,
        0 as last_year_amount,
        period,
    from revenue

    union all

    select
        area_code,
        account,
        item_code,
        is_transfer,
        0,
        month_amount,
        cast(period + interval 1 year as date),
    from revenue
),

final as (
    select
        area_code,
        account,
        item_code,
        is_transfer,
        cast(sum(this_year_amount) as decimal(18, 2)) as this_year_amount,
        cast(sum(last_year_amount) as decimal(18, 2)) as last_year_amount,
        period,
    from parts
    semi join comparable using (period, area_code, account)
    group by area_code, account, item_code, is_transfer, period
    order by area_code, period, account, item_code
)

select * from final
