-- Month of sale × area × use: price agreed.
with

parcels as (
    select * from marts.fct_land_parcel
),

final as (
    select
        period,
        area_code as area,
        land_use,
        price_amount as numerator,
    from parcels
)

select * from final
