-- One station of the register in one period: its score, its marks, and whether it has fallen silent.
with

stations as (
    select * from marts.fct_station
),

areas as (
    select code, name from marts.dim_area
),

period as (
    select * from marts.dim_vitality_period where period_code = $period
),

scores as (
    select * from marts.vitality_score where version = $version and period_code = $period
),

counts as (
    select * from marts.mart_vitality_count where version = $version and period_code = $period and variant = 'all'
),

silences as (
    select * from marts.mart_vitality_silence where period_code = $period
),

final as (
    select
        stations.station_code as station,
        stations.station_name as name,
        stations.area_code as area,
        areas.name as "areaName",
        stations.township_code as township,
        stations.peer_group as "peerGroup",
        stations.kind,
        stations.residents,
        stations.deputies,
        stations.opened_on as "openedOn",
        silences.silent,
        coalesce(counts.marked_months, 0) as "markedMonths",
        coalesce(counts.opinions, 0) as opinions,
        coalesce(counts.opinions_online, 0) as online,
        coalesce(counts.repeats, 0) as repeats,
        coalesce(counts.over_cap, 0) as "overCap",
        coalesce(counts.persons, 0) as persons,
        coalesce(counts.activities, 0) as activities,
        scores.score,
        scores.band,
        scores.rank,
        scores.peer_rank as "peerRank",
        scores.score_low as "scoreLow",
        scores.score_high as "scoreHigh",
        scores.rank_low as "rankLow",
        scores.rank_high as "rankHigh",
        scores.band_low as "bandLow",
        scores.band_high as "bandHigh",
        scores.score_unmarked as "scoreUnmarked",
        scores.rank_unmarked as "rankUnmarked",
    from stations
    cross join period
    left join areas on stations.area_code = areas.code
    left join scores using (station_code)
    left join counts using (station_code)
    left join silences using (station_code)
    where $station is null or stations.station_code = $station
    order by scores.rank nulls last, stations.station_code
)

select * from final
