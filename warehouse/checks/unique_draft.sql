-- 法规编号唯一：每个法规项目在全部有效批次中只应出现一次
with

facts as (
    select * from marts.fct_draft
),

final as (
    select
        draft_id,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by draft_id
    having count(*) > 1
)

select * from final
