-- Area × month: taxes of the year so far over general public revenue below the floor.
with

revenue as (
    select * from marts.mart_revenue_month where account = 'general' and not is_transfer
),

areas as (
    select * from marts.dim_area
),

shares as (
    select
        area_code,
        coalesce(sum(year_to_date_amount) filter (where is_tax), 0) as tax,
        sum(year_to_date_amount) as revenue,
        period,
    from revenue
    where period between cast($from as date) and cast($to as date) and month(period) >= $first_month
    group by area_code, period
),

final as (
    select
        area_code as subject,
        areas.name as subject_name,
        area_code,
        cast(null as varchar) as department_code,
        if(tax / revenue < $red, 'red', 'yellow') as severity,
        tax as numerator,
        revenue as denominator,
        tax / revenue as value,
        if(tax / revenue < $red, $red, $yellow) as threshold,
        printf(
            '截至%s，税收收入 %s，占一般公共预算收入 %s的 %s，低于 %s的下限',
            month_text(period), money_text(tax), money_text(revenue), percent_text(tax / revenue), percent_text($yellow)
        ) as detail,
        period,
    from shares
    left join areas on shares.area_code = areas.code
    where revenue > 0 and tax / revenue < $yellow
)

select * from final
