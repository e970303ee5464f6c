-- 税收月报行唯一：同一月份、区域、税种、行业只应有一行
with

facts as (
    select * from marts.fct_tax_month
),

final as (
    select
        period,
        area_code,
        tax_kind,
        industry,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by period, area_code, tax_kind, industry
    having count(*) > 1
)

select * from final
