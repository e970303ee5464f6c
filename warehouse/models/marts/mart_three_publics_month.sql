-- Month × area × department × class of 三公: the year's budget and spent so far; dense over the reported months of a year.
with

three_publics as (
    select * from marts.fct_three_publics
),

reported as (
    select distinct area_code, period, cast(year(period) as integer) as fiscal_year
    from three_publics
),

lines as (
    select distinct area_code, department_code, economic_code, cast(year(period) as integer) as fiscal_year
    from three_publics
),

cells as (
    select
        lines.area_code,
        lines.department_code,
        lines.economic_code,
        lines.fiscal_year,
        three_publics.budget_amount,
        three_publics.year_to_date_amount,
        reported.period,
    from lines
    inner join reported using (area_code, fiscal_year)
    left join three_publics using (area_code, department_code, economic_code, period)
),

final as (
    select
        area_code,
        department_code,
        economic_code,
        -- A line left out of a month's report stands where it stood.
        coalesce(last_value(budget_amount ignore nulls) over line, cast(0 as decimal(18, 2))) as budget_amount,
        coalesce(
            last_value(year_to_date_amount ignore nulls) over line,
            cast(0 as decimal(18, 2))
        ) as year_to_date_amount,
        period,
    from cells
    window line as (partition by fiscal_year, area_code, department_code, economic_code order by period)
    order by area_code, period, department_code, economic_code
)

select * from final
