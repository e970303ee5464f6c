-- 债务月报行唯一：同一月份、区域、债务类别只应有一行
with

facts as (
    select * from marts.fct_debt_month
),

final as (
    select
        period,
        area_code,
        debt_kind,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by period, area_code, debt_kind
    having count(*) > 1
)

select * from final
