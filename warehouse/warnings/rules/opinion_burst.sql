-- Station × month whose opinions stand far above its own history: to be looked at, never a penalty.
with

rules as (
    select *
    from seeds.vitality_definition
    -- As numbers: as text, 1.9.0 would come after 1.10.0.
    order by list_transform(string_split(version, '.'), lambda part: cast(part as integer)) desc
    limit 1
),

bursts as (
    select * from marts.mart_opinion_burst semi join rules using (version)
),

stations as (
    select station_code, station_name from marts.fct_station
),

final as (
    select
        bursts.station_code as subject,
        stations.station_name as subject_name,
        bursts.area_code,
        cast(null as varchar) as department_code,
        [bursts.station_code] as keys,
        'look' as severity,
        bursts.opinions as numerator,
        cast(null as decimal(18, 2)) as denominator,
        bursts.opinions / greatest(bursts.past_mean, 1) as value,
        $multiple as threshold,
        printf(
            '%s收到意见 %d 条，此前 %d 个月平均每月 %.1f 条，请核对来源和内容',
            month_text(bursts.period), bursts.opinions, bursts.past_months, bursts.past_mean
        ) as detail,
        bursts.period,
    from bursts
    left join stations on bursts.station_code = stations.station_code
    where bursts.period between cast($from as date) and cast($to as date) and bursts.opinions >= $multiple * greatest(bursts.past_mean, 1)
)

select * from final
