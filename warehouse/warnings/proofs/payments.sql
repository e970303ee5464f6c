-- One payment of those named by $keys.
with

final as (
    select
        'numerator' as part,
        'finance.payments' as contract,
        payment_id as what,
        payee_name || coalesce('：' || purpose, '') as note,
        amount,
        paid_on as day,
        _batch,
        _row,
    from marts.fct_payment
    where payment_id in (select unnest($keys))
)

select * from final
