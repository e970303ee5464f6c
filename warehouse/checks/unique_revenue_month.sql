-- 收入月报行唯一：同一月份、区域、账本、科目只应有一行
with

facts as (
    select * from marts.fct_revenue_month
),

final as (
    select
        period,
        area_code,
        account,
        item_code,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by period, area_code, account, item_code
    having count(*) > 1
)

select * from final
