-- Month of sale × area × use: area sold, square metres.
with

parcels as (
    select * from marts.fct_land_parcel
),

final as (
    select
        period,
        area_code as area,
        land_use,
        square_metres as numerator,
    from parcels
)

select * from final
