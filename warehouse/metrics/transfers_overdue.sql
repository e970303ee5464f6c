-- Month × area × kind of transfer: transfers past their date and not handed down at the month's end.
with

transfers as (
    select * from marts.mart_transfer_month
),

final as (
    select
        period,
        area_code as area,
        transfer_kind,
        overdue as numerator,
    from transfers
)

select * from final
