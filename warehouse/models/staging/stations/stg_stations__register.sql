-- One station as registered; cast and rename only.
with

source as (
    select * from raw.stations_register
),

final as (
    select
        station_code,
        county_code as area_code,
        township_code,
        station_name,
        kind,
        peer_group,
        cast(longitude as double) as longitude,
        cast(latitude as double) as latitude,
        deputies,
        residents,
        opened_on,
        _batch,
        _row,
    from source
)

select * from final
