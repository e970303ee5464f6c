-- Month of sale × area × use: 1 for each parcel sold.
with

parcels as (
    select * from marts.fct_land_parcel
),

final as (
    select
        period,
        area_code as area,
        land_use,
        1 as numerator,
    from parcels
)

select * from final
