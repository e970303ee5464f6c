-- Month × area × kind of transfer: transfers whose time to be handed down began in the month.
with

transfers as (
    select * from marts.mart_transfer_month
),

final as (
    select
        period,
        area_code as area,
        transfer_kind,
        received_amount as numerator,
    from transfers
)

select * from final
