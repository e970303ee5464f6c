-- One opinion received by a station as accepted; cast and rename only.
with

source as (
    select * from raw.stations_opinions
),

final as (
    select
        opinion_id,
        station_code,
        person_key,
        channel,
        kind,
        topic,
        content,
        satisfaction,
        adopted,
        received_on,
        handed_over_on,
        closed_on,
        cast(date_trunc('month', received_on) as date) as period,
        _batch,
        _row,
    from source
)

select * from final
