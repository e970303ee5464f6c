-- One opinion received by a station.
with

opinion as (
    select * from marts.fct_opinion
),

townships as (
    select station_code, min(township_code) as township from marts.fct_station group by station_code
),

delivered as (
    select period from marts.dim_month where has_opinions
),

final as (
    select
        opinion.*,
        area_code as area,
        opinion.station_code as station,
        township,
        kind as opinion_kind,
        topic as opinion_topic,
        1 as opinions_received,
        1 as opinions_by_topic,
        cast(channel = 'online' as integer) as opinions_online_share,
        1 as opinions_online_share_base,
        cast(closed_on is not null as integer) as opinions_closed_rate,
        1 as opinions_closed_rate_base,
    from opinion
    left join townships on opinion.station_code = townships.station_code
    semi join delivered on opinion.period = delivered.period
)

select * from final
