-- One treasury payment, rows of one area, day and department kept together so that drills read little.
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
    -- By hashes: what belongs together lies together all the same, and ten million texts need not be compared.
    order by hash(area_code), paid_on, hash(department_code)
)

select * from final
