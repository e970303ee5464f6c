-- The month of the latest ledger × area × use: what of the price was due and is not paid, as last reported.
with

parcels as (
    select * from marts.fct_land_parcel
),

final as (
    select
        cast(date_trunc('month', (select max(reported_on) from parcels)) as date) as period,
        area_code as area,
        land_use,
        arrears_amount as numerator,
    from parcels
)

select * from final
