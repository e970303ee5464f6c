-- Month a period ends × area × township × peer group × station × pillar: the pillar's score of a rated station.
with

pillars as (
    select parts.*
    from marts.vitality_part as parts
    inner join marts.vitality_score as scores using (version, period_code, station_code)
    where scores.in_force and parts.level = 2
),

periods as (
    select * from marts.dim_vitality_period
),

stations as (
    select * from marts.fct_station
),

final as (
    select
        cast(date_trunc('month', period_to) as date) as period,
        area_code as area,
        township_code as township,
        peer_group,
        station_code as station,
        code as pillar,
        score as numerator,
        1 as denominator,
    from pillars
    inner join periods using (period_code)
    inner join stations using (station_code)
)

select * from final
