-- 法规稿次唯一：每个法规项目的每一稿在全部有效批次中只应出现一次
with

facts as (
    select * from marts.fct_draft_version
),

final as (
    select
        draft_id,
        version_no,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by draft_id, version_no
    having count(*) > 1
)

select * from final
