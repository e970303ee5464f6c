-- One element of a station's index in a period: value, score and points, the peers' median, and the score of the period compared with.
with

parts as (
    select * from marts.vitality_part where version = $version
),

compared as (
    select * from marts.vitality_part where version = $against_version
),

inputs as (
    select * from marts.mart_vitality_input
    where version = $version and period_code = $period and variant = 'all'
),

own as (
    select * from parts where period_code = $period and station_code = $station
),

peers as (
    select parts.code, median(parts.score) as peer_score
    from parts
    inner join marts.fct_station as other using (station_code)
    inner join marts.fct_station as self on self.station_code = $station and self.peer_group = other.peer_group
    where parts.period_code = $period
    group by parts.code
),

earlier as (
    select code, score from compared where period_code = $against and station_code = $station
),

final as (
    select
        own.code,
        own.level,
        own.parent,
        own.value,
        own.score,
        own.contribution,
        inputs.events,
        inputs.exposure,
        inputs.prior_share as "priorShare",
        peers.peer_score as "peerScore",
        earlier.score as before,
    from own
    left join inputs on own.station_code = inputs.station_code and own.code = inputs.indicator
    left join peers on own.code = peers.code
    left join earlier on own.code = earlier.code
    order by own.level desc, own.code
)

select * from final
