-- Month × area × township × station: activities held, in the months activities were delivered for.
with

station_months as (
    select * from marts.mart_station_month
),

delivered as (
    select * from marts.dim_month where has_activities
),

final as (
    select
        period,
        area_code as area,
        township_code as township,
        station_code as station,
        activities as numerator,
    from station_months
    semi join delivered using (period)
)

select * from final
