-- 征集编号唯一：每条征集意见在全部有效批次中只应出现一次
with

facts as (
    select * from marts.fct_livelihood_idea
),

final as (
    select
        idea_id,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by idea_id
    having count(*) > 1
)

select * from final
