-- 站点都在名册：已报送名册时，活动、意见与值班的站点须在名册中
with

stations as (
    select station_code from marts.fct_station
),

used as (
    select 'fct_activity' as fact, station_code, held_on as dated from marts.fct_activity
    union all select 'fct_opinion', station_code, received_on from marts.fct_opinion
    union all select 'fct_duty', station_code, duty_on from marts.fct_duty
),

final as (
    select
        fact,
        station_code,
        count(*) as rows,
        min(dated) as first_on,
        max(dated) as last_on,
    from used
    anti join stations using (station_code)
    where exists (from stations)
    group by fact, station_code
)

select * from final
