-- One opinion received by a station, with the station's area.
with

opinions as (
    select * from staging.stg_stations__opinions
),

stations as (
    select station_code, min(area_code) as area_code from marts.fct_station group by station_code
),

final as (
    select
        opinions.opinion_id,
        opinions.station_code,
        stations.area_code,
        opinions.person_key,
        opinions.channel,
        opinions.kind,
        opinions.topic,
        opinions.content,
        opinions.satisfaction,
        opinions.adopted,
        opinions.received_on,
        opinions.handed_over_on,
        opinions.closed_on,
        opinions.period,
        opinions._batch,
        opinions._row,
    from opinions
    left join stations on opinions.station_code = stations.station_code
    order by opinions.station_code, opinions.received_on, opinions.opinion_id, _batch, _row
)

select * from final
