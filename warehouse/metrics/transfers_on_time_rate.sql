-- Month × area × kind of transfer: of the year's transfers handed down or past their date by the month's end, those handed down in time; by amount.
with

transfers as (
    select * from marts.mart_transfer_month
),

final as (
    select
        period,
        area_code as area,
        transfer_kind,
        on_time_year_to_date as numerator,
        judged_year_to_date as denominator,
    from transfers
)

select * from final
