-- 重点项目月报行唯一：同一月份、项目只应有一行
with

facts as (
    select * from marts.fct_key_project_month
),

final as (
    select
        period,
        project_code,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by period, project_code
    having count(*) > 1
)

select * from final
