-- Month × area × township × channel × kind × topic: opinions received; no row for what nobody spoke of.
with

opinions as (
    select * from marts.fct_opinion
),

stations as (
    select station_code, min(township_code) as township_code from marts.fct_station group by station_code
),

final as (
    select
        period,
        area_code as area,
        township_code as township,
        channel,
        kind as opinion_kind,
        topic as opinion_topic,
        count(*) as numerator,
    from opinions
    left join stations using (station_code)
    group by all
)

select * from final
