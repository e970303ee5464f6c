-- 票决结果唯一：每个项目的每一轮票决在全部有效批次中只应出现一次
with

facts as (
    select * from marts.fct_livelihood_vote
),

final as (
    select
        project_id,
        round,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by project_id, round
    having count(*) > 1
)

select * from final
