-- One deputy on duty at one station on one day, with the station's area.
with

duty as (
    select * from staging.stg_stations__duty
),

stations as (
    select station_code, min(area_code) as area_code from marts.fct_station group by station_code
),

final as (
    select
        duty.station_code,
        stations.area_code,
        duty.deputy_key,
        duty.visitors,
        duty.attended,
        duty.duty_on,
        duty.period,
        duty._batch,
        duty._row,
    from duty
    left join stations on duty.station_code = stations.station_code
    order by duty.station_code, duty.duty_on, duty.deputy_key, _batch, _row
)

select * from final
