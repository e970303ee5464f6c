-- Month: the part of the year that has passed, for the months of the treasury ledger.
with

months as (
    select * from marts.dim_month where has_payments
),

final as (
    select
        period,
        month_number as numerator,
        12 as denominator,
    from months
)

select * from final
