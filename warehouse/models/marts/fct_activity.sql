-- One activity of a station, with the station's area.
with

activities as (
    select * from staging.stg_stations__activities
),

stations as (
    select station_code, min(area_code) as area_code from marts.fct_station group by station_code
),

final as (
    select
        activities.activity_id,
        activities.station_code,
        stations.area_code,
        activities.kind,
        activities.title,
        activities.deputies,
        activities.residents,
        activities.has_outcome,
        activities.held_on,
        activities.period,
        activities._batch,
        activities._row,
    from activities
    left join stations on activities.station_code = stations.station_code
    order by activities.station_code, activities.held_on, activities.activity_id, _batch, _row
)

select * from final
