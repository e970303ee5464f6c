-- 议题预约唯一：同一年度、议题、代表在全部有效批次中只应出现一次
with

facts as (
    select * from marts.fct_topic_reservation
),

final as (
    select
        plan_year,
        topic_id,
        deputy_key,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by plan_year, topic_id, deputy_key
    having count(*) > 1
)

select * from final
