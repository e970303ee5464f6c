-- One payment behind a department’s year: those of December (numerator) and all of the year (denominator).
with

transfers as (
    select distinct class_code from marts.dim_function where is_transfer
),

payments as (
    select *
    from marts.fct_payment
    where
        area_code = $area
        and department_code = $department
        and account = 'general'
        and function_class <> '227'
        and function_class not in (from transfers)
        and paid_on between date_trunc('year', cast($period as date)) and last_day(cast($period as date))
),

final as (
    select
        unnest(if(month(paid_on) = 12, ['numerator', 'denominator'], ['denominator'])) as part,
        'finance.payments' as contract,
        payment_id as what,
        payee_name || coalesce('：' || purpose, '') as note,
        amount,
        paid_on as day,
        _batch,
        _row,
    from payments
)

select * from final
