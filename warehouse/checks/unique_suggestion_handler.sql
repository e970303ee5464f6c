-- 承办件次唯一：同一建议、承办单位、交办日期在全部有效批次中只应出现一次
with

facts as (
    select * from marts.fct_suggestion_handler
),

final as (
    select
        suggestion_id,
        department_code,
        assigned_on,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by suggestion_id, department_code, assigned_on
    having count(*) > 1
)

select * from final
