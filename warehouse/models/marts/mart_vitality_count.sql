-- Definition × variant × period × station open for at least half of it: everything the index counts, before any shrinking.
with

stations as (
    from marts.fct_station
),

periods as (
    select * from marts.dim_vitality_period
),

versions as (
    select version, unnest(['all', 'unmarked']) as variant from seeds.vitality_definition
),

opinions as (
    select * from marts.mart_vitality_opinions
),

activities as (
    select
        period_code,
        station_code,
        count(*) as activities,
        count(distinct title) filter (where activity.kind in ('legislation', 'inspection')) as topics,
        count(*) filter (where activity.kind = 'state_organ_visit' and has_outcome) as visits,
    from marts.fct_activity as activity
    inner join periods on held_on between period_from and period_to
    group by period_code, station_code
),

duty as (
    select
        period_code,
        station_code,
        count(*) as scheduled,
        count(*) filter (where attended) as attended,
        count(distinct deputy_key) filter (where attended) as serving,
    from marts.fct_duty
    inner join periods on duty_on between period_from and period_to
    group by period_code, station_code
),

marked as (
    select version, period_code, station_code, count(*) as marked_months
    from marts.mart_opinion_burst
    inner join periods on period between period_from and period_to
    group by version, period_code, station_code
),

final as (
    select
        versions.version,
        versions.variant,
        periods.period_code,
        stations.station_code,
        stations.peer_group,
        stations.residents,
        stations.deputies,
        (period_to - greatest(opened_on, period_from) + 1) / (period_to - period_from + 1) as open_share,
        coalesce(marked.marked_months, 0) as marked_months,
        coalesce(activities.activities, 0) as activities,
        coalesce(activities.topics, 0) as topics,
        coalesce(activities.visits, 0) as visits,
        coalesce(duty.scheduled, 0) as scheduled,
        coalesce(duty.attended, 0) as attended,
        coalesce(duty.serving, 0) as serving,
        opinions.* exclude (version, variant, period_code, station_code),
    from stations
    cross join periods
    cross join versions
    left join opinions using (version, variant, period_code, station_code)
    left join activities using (period_code, station_code)
    left join duty using (period_code, station_code)
    left join marked using (version, period_code, station_code)
    where open_share >= 0.5
    order by version, variant, period_code, station_code
)

select * from final
