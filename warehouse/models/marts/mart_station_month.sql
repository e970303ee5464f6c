-- Month × station: open at the month's end, activities held, opinions received (on line, closed by now), duty planned and attended.
with

months as (
    select * from marts.dim_month
),

stations as (
    select * from marts.fct_station
),

activities as (
    select * from marts.fct_activity
),

opinions as (
    select * from marts.fct_opinion
),

duty as (
    select * from marts.fct_duty
),

-- A row a record, and a row a month for every open station: a silent station counts zero, it is not left out.
parts as (
    select months.period, station_code, area_code, 'station' as part, false as online, false as done
    from stations
    inner join months on stations.opened_on <= months.month_end

    union all

    select period, station_code, area_code, 'activity', false, false from activities

    union all

    select period, station_code, area_code, 'opinion', channel = 'online', closed_on is not null from opinions

    union all

    select period, station_code, area_code, 'duty', false, attended from duty
),

-- What a closed station recorded keeps its township where the register still has it.
townships as (
    select station_code, min(township_code) as township_code from stations group by station_code
),

final as (
    select
        station_code,
        area_code,
        any_value(township_code) as township_code,
        cast(count(*) filter (where part = 'station') as integer) as stations,
        cast(count(*) filter (where part = 'activity') as integer) as activities,
        cast(count(*) filter (where part = 'opinion') as integer) as opinions,
        cast(count(*) filter (where part = 'opinion' and online) as integer) as opinions_online,
        cast(count(*) filter (where part = 'opinion' and done) as integer) as opinions_closed,
        cast(count(*) filter (where part = 'duty') as integer) as duty_planned,
        cast(count(*) filter (where part = 'duty' and done) as integer) as duty_attended,
        period,
    from parts
    left join townships using (station_code)
    group by period, station_code, area_code
    order by area_code, station_code, period
)

select * from final
