-- Month × area × account × item: collected, collected in the year to date, the year's budget; dense over the reported months of a year.
with

revenue as (
    select * from marts.fct_revenue_month
),

items as (
    select * from marts.dim_revenue_item
),

reported as (
    select
        area_code,
        account,
        period,
        cast(year(period) as integer) as fiscal_year,
        bool_or(budget_amount is not null) as has_budget,
    from revenue
    group by area_code, account, period
),

lines as (
    select distinct area_code, account, item_code, cast(year(period) as integer) as fiscal_year
    from revenue
),

cells as (
    select
        lines.area_code,
        lines.account,
        lines.item_code,
        lines.fiscal_year,
        reported.has_budget,
        revenue.budget_amount,
        revenue.month_amount,
        revenue.year_to_date_amount,
        reported.period,
    from lines
    inner join reported using (area_code, account, fiscal_year)
    left join revenue using (area_code, account, item_code, period)
),

final as (
    select
        area_code,
        account,
        item_code,
        items.is_tax,
        items.is_transfer,
        fiscal_year,
        coalesce(month_amount, cast(0 as decimal(18, 2))) as month_amount,
        -- An item left out of a month's report stands where it stood.
        coalesce(
            last_value(year_to_date_amount ignore nulls) over line,
            cast(0 as decimal(18, 2))
        ) as year_to_date_amount,
        -- Null: the area reported no budgets that month; zero: it did, without one for this item.
        if(
            has_budget,
            coalesce(last_value(budget_amount ignore nulls) over line, cast(0 as decimal(18, 2))),
            null
        ) as budget_amount,
        period,
    from cells
    inner join items on cells.item_code = items.code
    window line as (partition by fiscal_year, area_code, account, item_code order by period)
    order by area_code, period, account, item_code
)

select * from final
