-- 国有企业行唯一：同一月份、企业只应有一行
with

facts as (
    select * from marts.fct_enterprise_month
),

final as (
    select
        period,
        enterprise_code,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by period, enterprise_code
    having count(*) > 1
)

select * from final
