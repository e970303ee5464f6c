-- 值班记录唯一：同一站点、日期、代表只应有一行
with

facts as (
    select * from marts.fct_duty
),

final as (
    select
        station_code,
        duty_on,
        deputy_key,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by station_code, duty_on, deputy_key
    having count(*) > 1
)

select * from final
