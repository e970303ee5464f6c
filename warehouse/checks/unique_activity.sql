-- 活动编号唯一：每个活动编号在全部有效批次中只应出现一次
with

facts as (
    select * from marts.fct_activity
),

final as (
    select
        activity_id,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by activity_id
    having count(*) > 1
)

select * from final
