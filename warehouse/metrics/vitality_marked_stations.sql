-- Month a period ends × area × township × peer group: 1 for each rated station with a month marked 待核.
with

scores as (
    select * from marts.vitality_score where in_force
),

counts as (
    select * from marts.mart_vitality_count where variant = 'all'
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
        stations.peer_group,
        if(marked_months > 0, 1, 0) as numerator,
    from scores
    inner join counts using (version, period_code, station_code)
    inner join periods using (period_code)
    inner join stations using (station_code)
)

select * from final
