-- 立法意见编号唯一：每条立法意见在全部有效批次中只应出现一次
with

facts as (
    select * from marts.fct_draft_opinion
),

final as (
    select
        opinion_id,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by opinion_id
    having count(*) > 1
)

select * from final
