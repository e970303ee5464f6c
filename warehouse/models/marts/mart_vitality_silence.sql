-- Period × station of the register: silent where it is open and the period's last six months hold no record of any kind.
with

periods as (
    select * from marts.dim_vitality_period
),

stations as (
    select * from marts.fct_station
),

recorded as (
    select * from marts.mart_station_month where activities + opinions + duty_planned > 0
),

spoken as (
    select period_code, station_code, max(recorded.period) as last_month
    from recorded
    inner join periods on recorded.period <= period_to
    group by period_code, station_code
),

final as (
    select
        periods.period_code,
        stations.station_code,
        opened_on <= period_to and coalesce(spoken.last_month < period_to - interval 6 month, true) as silent,
    from stations
    cross join periods
    left join spoken using (period_code, station_code)
    order by period_code, station_code
)

select * from final
