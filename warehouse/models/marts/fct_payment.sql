-- One treasury payment, sorted by area, day and department so that drills read little.
with

payments as (
    select * from staging.stg_finance__payments
),

final as (
    select
        payment_id,
        area_code,
        account,
        department_code,
        function_code,
        left(function_code, 3) as function_class,
        economic_code,
        project_code,
        project_name,
        payee_name,
        method,
        purpose,
        amount,
        paid_on,
        period,
        _batch,
        _row,
    from payments
    order by area_code, paid_on, department_code
)

select * from final
