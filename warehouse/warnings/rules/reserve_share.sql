-- Area × year: the reserve in the approved budget outside 1 to 3 percent of general public expenditure.
with

lines as (
    select *
    from marts.fct_budget_line
    where account = 'general' and side = 'expenditure' and version = 'approved'
),

transfers as (
    select distinct class_code from marts.dim_function where is_transfer
),

areas as (
    select * from marts.dim_area
),

yearly as (
    select
        area_code,
        fiscal_year,
        coalesce(sum(amount) filter (where function_class = '227'), 0) as reserve,
        sum(amount) as expenditure,
        make_date(fiscal_year, 1, 1) as period,
    from lines
    where function_class not in (from transfers)
    group by area_code, fiscal_year
),

final as (
    select
        area_code as subject,
        areas.name as subject_name,
        area_code,
        cast(null as varchar) as department_code,
        'red' as severity,
        reserve as numerator,
        expenditure as denominator,
        reserve / expenditure as value,
        if(reserve / expenditure < $low, $low, $high) as threshold,
        printf(
            '%d年年初预算安排预备费 %s，为一般公共预算支出 %s的 %s，%s法定区间',
            fiscal_year, money_text(reserve), money_text(expenditure), percent_text(reserve / expenditure),
            if(reserve / expenditure < $low, '低于', '高于')
        ) as detail,
        period,
    from yearly
    left join areas on yearly.area_code = areas.code
    where
        expenditure > 0
        and (reserve / expenditure < $low or reserve / expenditure > $high)
        and period between cast($from as date) and cast($to as date)
)

select * from final
