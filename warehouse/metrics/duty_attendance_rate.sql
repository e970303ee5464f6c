-- Month × area × township × station: duties attended over duties planned.
with

station_months as (
    select * from marts.mart_station_month
),

delivered as (
    select * from marts.dim_month where has_duty
),

final as (
    select
        period,
        area_code as area,
        township_code as township,
        station_code as station,
        duty_attended as numerator,
        duty_planned as denominator,
    from station_months
    semi join delivered using (period)
)

select * from final
