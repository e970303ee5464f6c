-- One treasury payment as accepted; cast and rename only.
with

source as (
    select * from raw.finance_payments
),

final as (
    select
        payment_id,
        area_code,
        account,
        department_code,
        department_name,
        function_code,
        economic_code,
        project_code,
        project_name,
        payee_name,
        method,
        purpose,
        cast(amount as decimal(18, 2)) as amount,
        paid_on,
        cast(date_trunc('month', paid_on) as date) as period,
        _batch,
        _row,
    from source
)

select * from final
