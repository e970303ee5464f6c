-- One parcel of land of which what was due by the day of the ledger is not paid.
with

land_parcel as (
    select * from marts.fct_land_parcel
),

final as (
    select
        land_parcel.*,
        area_code as area,
        arrears_amount as land_arrears,
    from land_parcel
    where $last_month is not null
)

select * from final
