-- Month × area × township: 1 for each station open at the month's end.
with

station_months as (
    select * from marts.mart_station_month where stations = 1
),

final as (
    select
        period,
        area_code as area,
        township_code as township,
        stations as numerator,
    from station_months
)

select * from final
