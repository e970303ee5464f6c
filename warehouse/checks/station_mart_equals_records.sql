-- 站点汇总等于记录：月度站点表的活动、意见、值班次数应等于各自的记录数
with

mart as (
    select * from marts.mart_station_month
),

-- Parts of one cell from both sides, of opposite sign, must add up to nothing.
parts as (
    select period, station_code, area_code, activities, opinions, opinions_online, duty_planned, duty_attended
    from mart

    union all

    select period, station_code, area_code, -1, 0, 0, 0, 0 from marts.fct_activity

    union all

    select period, station_code, area_code, 0, -1, if(channel = 'online', -1, 0), 0, 0 from marts.fct_opinion

    union all

    select period, station_code, area_code, 0, 0, 0, -1, if(attended, -1, 0) from marts.fct_duty
),

final as (
    select
        period,
        station_code,
        area_code,
        sum(activities) as activities_difference,
        sum(opinions) as opinions_difference,
        sum(opinions_online) as online_difference,
        sum(duty_planned) as duty_difference,
        sum(duty_attended) as attended_difference,
    from parts
    group by period, station_code, area_code
    having sum(activities) <> 0 or sum(opinions) <> 0 or sum(opinions_online) <> 0
        or sum(duty_planned) <> 0 or sum(duty_attended) <> 0
)

select * from final
