-- One deputy on duty at one station on one day as accepted; cast and rename only.
with

source as (
    select * from raw.stations_duty
),

final as (
    select
        station_code,
        deputy_key,
        visitors,
        attended,
        duty_on,
        cast(date_trunc('month', duty_on) as date) as period,
        _batch,
        _row,
    from source
)

select * from final
