-- 生产总值等于三次产业之和：同一月份、统计区域的三次产业增加值都已报送时，相加应等于地区生产总值（容许四舍五入的误差）
with

values_of as (
    select
        period,
        territory_code,
        max(amount_yuan) filter (where indicator = 'gdp') as gdp,
        max(amount_yuan) filter (where indicator = 'primary') as primary_industry,
        max(amount_yuan) filter (where indicator = 'secondary') as secondary_industry,
        max(amount_yuan) filter (where indicator = 'tertiary') as tertiary_industry,
    from marts.fct_economic_indicator
    group by period, territory_code
),

final as (
    select
        period,
        territory_code,
        gdp,
        primary_industry,
        secondary_industry,
        tertiary_industry,
        gdp - primary_industry - secondary_industry - tertiary_industry as difference,
    from values_of
    -- Four figures, each stated to 0.1 亿元 at the least.
    where abs(gdp - primary_industry - secondary_industry - tertiary_industry) > 20000000
)

select * from final
