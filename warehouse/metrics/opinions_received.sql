-- Month × area × township × station × channel: opinions received, in the months opinions were delivered for.
with

station_months as (
    select * from marts.mart_station_month
),

delivered as (
    select * from marts.dim_month where has_opinions
),

channels as (
    select period, area_code, township_code, station_code, 'online' as channel, opinions_online as opinions
    from station_months

    union all

    select period, area_code, township_code, station_code, 'onsite', opinions - opinions_online
    from station_months
),

final as (
    select
        period,
        area_code as area,
        township_code as township,
        station_code as station,
        channel,
        opinions as numerator,
    from channels
    semi join delivered using (period)
)

select * from final
