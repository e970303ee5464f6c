-- 三公经费行唯一：同一月份、区域、部门、类别只应有一行
with

facts as (
    select * from marts.fct_three_publics
),

final as (
    select
        period,
        area_code,
        department_code,
        economic_code,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by period, area_code, department_code, economic_code
    having count(*) > 1
)

select * from final
