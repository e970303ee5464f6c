-- One deputy on duty at one station on one day.
with

duty as (
    select * from marts.fct_duty
),

townships as (
    select station_code, min(township_code) as township from marts.fct_station group by station_code
),

delivered as (
    select period from marts.dim_month where has_duty
),

final as (
    select
        duty.*,
        area_code as area,
        duty.station_code as station,
        township,
        cast(attended as integer) as duty_attendance_rate,
        1 as duty_attendance_rate_base,
    from duty
    left join townships on duty.station_code = townships.station_code
    semi join delivered on duty.period = delivered.period
)

select * from final
