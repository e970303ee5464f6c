-- One activity of a station.
with

activity as (
    select * from marts.fct_activity
),

townships as (
    select station_code, min(township_code) as township from marts.fct_station group by station_code
),

delivered as (
    select period from marts.dim_month where has_activities
),

final as (
    select
        activity.*,
        area_code as area,
        activity.station_code as station,
        township,
        1 as station_activities,
    from activity
    left join townships on activity.station_code = townships.station_code
    semi join delivered on activity.period = delivered.period
)

select * from final
