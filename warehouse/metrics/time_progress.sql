-- Month: the part of the year that has passed, for the months of the treasury ledger.
with

payments as (
    select * from marts.fct_payment
),

months as (
    select distinct period from payments
),

final as (
    select
        period,
        month(period) as numerator,
        12 as denominator,
    from months
)

select * from final
