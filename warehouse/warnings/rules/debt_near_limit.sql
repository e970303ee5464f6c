-- Area × month: balance of government debt over its limit, general and special together.
with

debt as (
    select * from marts.fct_debt_month
),

areas as (
    select * from marts.dim_area
),

standing as (
    select area_code, sum(balance_amount) as balance, sum(limit_amount) as debt_limit, period
    from debt
    where period between cast($from as date) and cast($to as date)
    group by area_code, period
),

final as (
    select
        area_code as subject,
        areas.name as subject_name,
        area_code,
        cast(null as varchar) as department_code,
        if(balance / debt_limit > $red, 'red', 'yellow') as severity,
        balance as numerator,
        debt_limit as denominator,
        balance / debt_limit as value,
        if(balance / debt_limit > $red, $red, $yellow) as threshold,
        printf(
            '%s末政府债务余额 %s，为限额 %s的 %s',
            month_text(period), money_text(balance), money_text(debt_limit), percent_text(balance / debt_limit)
        ) as detail,
        period,
    from standing
    left join areas on standing.area_code = areas.code
    where debt_limit > 0 and balance / debt_limit > $yellow
)

select * from final
