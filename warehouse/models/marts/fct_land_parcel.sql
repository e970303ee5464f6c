-- One parcel of land sold, as last reported; arrears: what was due by the day of the ledger and is not paid.
with

parcels as (
    select * from staging.stg_natural_resources__land
),

final as (
    select
        parcel_id,
        area_code,
        land_use,
        supply_method,
        parcel_name,
        buyer_name,
        square_metres,
        price_amount,
        paid_amount,
        if(due_on < reported_on, price_amount - paid_amount, cast(0 as decimal(18, 2))) as arrears_amount,
        cast(date_trunc('month', sold_on) as date) as period,
        sold_on,
        due_on,
        reported_on,
        _batch,
        _row,
    from parcels
    order by area_code, sold_on, parcel_id, _batch, _row
)

select * from final
