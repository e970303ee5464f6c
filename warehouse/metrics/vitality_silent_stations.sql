-- Month a period ends × area × township × peer group: 1 for each station of the register that has fallen silent.
with

silences as (
    select * from marts.mart_vitality_silence
),

periods as (
    select * from marts.dim_vitality_period
),

stations as (
    select * from marts.fct_station
),

final as (
    select
        cast(date_trunc('month', period_to) as date) as period,
        area_code as area,
        township_code as township,
        peer_group,
        if(silent, 1, 0) as numerator,
    from silences
    inner join periods using (period_code)
    inner join stations using (station_code)
)

select * from final
