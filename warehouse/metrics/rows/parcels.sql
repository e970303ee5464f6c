-- One parcel of land, in the month it was sold.
with

land_parcel as (
    select * from marts.fct_land_parcel
),

final as (
    select
        land_parcel.*,
        area_code as area,
        1 as land_parcels_sold,
        square_metres as land_area_sold,
        price_amount as land_price,
        paid_amount as land_paid_rate,
        price_amount as land_paid_rate_base,
    from land_parcel
)

select * from final
