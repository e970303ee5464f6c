-- 实事项目编号唯一：每个民生实事项目在全部有效批次中只应出现一次
with

facts as (
    select * from marts.fct_livelihood_project
),

final as (
    select
        project_id,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by project_id
    having count(*) > 1
)

select * from final
