-- 经济指标行唯一：同一月份、统计区域、指标只应有一行
with

facts as (
    select * from marts.fct_economic_indicator
),

final as (
    select
        period,
        territory_code,
        indicator,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by period, territory_code, indicator
    having count(*) > 1
)

select * from final
