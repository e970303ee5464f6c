-- One station of the register in force.
with

register as (
    select * from staging.stg_stations__register
),

final as (
    select
        station_code,
        area_code,
        township_code,
        station_name,
        kind,
        peer_group,
        longitude,
        latitude,
        deputies,
        residents,
        opened_on,
        _batch,
        _row,
    from register
    order by area_code, station_code, _batch, _row
)

select * from final
