-- One station open at the end of the month asked for.
with

station as (
    select * from marts.fct_station
),

final as (
    select
        station.*,
        area_code as area,
        township_code as township,
        station_code as station,
        1 as stations,
    from station
    where opened_on <= last_day(cast($last_month as date))
)

select * from final
