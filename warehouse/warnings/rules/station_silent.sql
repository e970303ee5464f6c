-- Station × month: no activity, opinion or duty for months.
with

records as (
    select
        station_code,
        area_code,
        period,
        stations,
        activities + opinions + duty_planned as records,
    from marts.mart_station_month
),

stations as (
    select station_code, station_name from marts.fct_station
),

-- Each month of speech begins a run; the months without that follow belong to it.
runs as (
    select
        *,
        count(*) filter (where records > 0) over (partition by station_code order by period) as run,
    from records
),

quiet as (
    select
        *,
        count(*) filter (where records = 0) over (partition by station_code, run order by period) as months,
    from runs
),

final as (
    select
        quiet.station_code as subject,
        stations.station_name as subject_name,
        quiet.area_code,
        cast(null as varchar) as department_code,
        [quiet.station_code] as keys,
        if(months >= $red, 'red', 'yellow') as severity,
        months as numerator,
        cast(null as decimal(18, 2)) as denominator,
        months as value,
        if(months >= $red, $red, $yellow) as threshold,
        printf('到%s，已连续 %d 个月没有活动、意见和值班记录', month_text(quiet.period), months) as detail,
        quiet.period,
    from quiet
    left join stations on quiet.station_code = stations.station_code
    where quiet.period between cast($from as date) and cast($to as date) and quiet.stations > 0 and records = 0 and months >= $yellow
)

select * from final
