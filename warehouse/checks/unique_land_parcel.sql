-- 宗地编号唯一：每个宗地编号在全部有效批次中只应出现一次
with

facts as (
    select * from marts.fct_land_parcel
),

final as (
    select
        parcel_id,
        count(*) as deliveries,
        string_agg(_batch || ' 第' || _row || '行', '、' order by _batch, _row) as found_in,
    from facts
    group by parcel_id
    having count(*) > 1
)

select * from final
