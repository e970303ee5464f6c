-- Department × payee × month: several payments of large round sums.
with

payments as (
    select * from marts.fct_payment where period between cast($from as date) and cast($to as date) and amount >= $floor and amount % $step = 0
),

departments as (
    select * from marts.dim_department
),

grouped as (
    select
        area_code,
        department_code,
        payee_name,
        list(payment_id order by paid_on, payment_id) as keys,
        count(*) as payments,
        sum(amount) as total,
        period,
    from payments
    group by area_code, department_code, payee_name, period
    having count(*) >= $least
),

final as (
    select
        grouped.area_code || '/' || grouped.department_code || '/' || payee_name as subject,
        departments.name || ' → ' || payee_name as subject_name,
        grouped.area_code,
        grouped.department_code,
        keys,
        'look' as severity,
        total as numerator,
        cast(null as decimal(18, 2)) as denominator,
        payments as value,
        $least as threshold,
        printf(
            '%s向同一收款人支付 %d 笔，都是 %s的整倍数，合计 %s',
            month_text(period), payments, money_text($step), money_text(total)
        ) as detail,
        period,
    from grouped
    left join departments on grouped.department_code = departments.code
)

select * from final
