-- 实事测评唯一：每个项目对每类测评对象在全部有效批次中只应出现一次
with

facts as (
    select * from marts.fct_livelihood_evaluation
),

final as (
    select
        project_id,
        asked,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by project_id, asked
    having count(*) > 1
)

select * from final
