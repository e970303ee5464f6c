-- One parcel of land sold as accepted; cast and rename only.
with

source as (
    select * from raw.natural_resources_land
),

final as (
    select
        parcel_id,
        area_code,
        land_use,
        supply_method,
        parcel_name,
        buyer_name,
        cast(square_metres as decimal(20, 4)) as square_metres,
        cast(price_amount as decimal(18, 2)) as price_amount,
        cast(paid_amount as decimal(18, 2)) as paid_amount,
        sold_on,
        due_on,
        reported_on,
        _batch,
        _row,
    from source
)

select * from final
