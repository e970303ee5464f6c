-- 转移支付行唯一：同一指标文号、接收区域在全部有效批次中只应有一行
with

facts as (
    select * from marts.fct_transfer
),

final as (
    select
        transfer_id,
        area_code,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by transfer_id, area_code
    having count(*) > 1
)

select * from final
