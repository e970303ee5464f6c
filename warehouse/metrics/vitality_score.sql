-- Month a period ends × area × township × peer group × station: the index of a rated station.
with

scores as (
    select * from marts.vitality_score where in_force
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
        score as numerator,
        1 as denominator,
    from scores
    inner join periods using (period_code)
    inner join stations using (station_code)
)

select * from final
