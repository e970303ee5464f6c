-- Month of sale × area × use: paid by the day of the ledger over the price agreed.
with

parcels as (
    select * from marts.fct_land_parcel
),

final as (
    select
        period,
        area_code as area,
        land_use,
        paid_amount as numerator,
        price_amount as denominator,
    from parcels
)

select * from final
