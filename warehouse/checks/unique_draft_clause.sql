-- 法规条款唯一：每一稿的每一条在全部有效批次中只应出现一次
with

facts as (
    select * from marts.fct_draft_clause
),

final as (
    select
        draft_id,
        version_no,
        clause_no,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by draft_id, version_no, clause_no
    having count(*) > 1
)

select * from final
