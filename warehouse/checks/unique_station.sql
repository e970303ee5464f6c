-- 站点编码唯一：现行名册中每个站点只应有一行
with

facts as (
    select * from marts.fct_station
),

final as (
    select
        station_code,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by station_code
    having count(*) > 1
)

select * from final
