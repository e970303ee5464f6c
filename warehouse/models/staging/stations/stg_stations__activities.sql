-- One activity of a station as accepted; cast and rename only.
with

source as (
    select * from raw.stations_activities
),

final as (
    select
        activity_id,
        station_code,
        kind,
        title,
        deputies,
        residents,
        has_outcome,
        held_on,
        cast(date_trunc('month', held_on) as date) as period,
        _batch,
        _row,
    from source
)

select * from final
