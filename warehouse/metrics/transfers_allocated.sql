-- Month × area × kind of transfer: transfers handed down in the month.
with

transfers as (
    select * from marts.mart_transfer_month
),

final as (
    select
        period,
        area_code as area,
        transfer_kind,
        allocated_amount as numerator,
    from transfers
)

select * from final
