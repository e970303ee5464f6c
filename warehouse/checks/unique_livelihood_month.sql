-- 实事进度唯一：每个项目的每个月在全部有效批次中只应出现一次
with

facts as (
    select * from marts.mart_livelihood_month
),

final as (
    select
        project_id,
        period,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by project_id, period
    having count(*) > 1
)

select * from final
