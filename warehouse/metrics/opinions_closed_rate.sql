-- Month of receipt × area × township × station: opinions closed by now over those received.
with

station_months as (
    select * from marts.mart_station_month
),

delivered as (
    select * from marts.dim_month where has_opinions
),

final as (
    select
        period,
        area_code as area,
        township_code as township,
        station_code as station,
        opinions_closed as numerator,
        opinions as denominator,
    from station_months
    semi join delivered using (period)
)

select * from final
