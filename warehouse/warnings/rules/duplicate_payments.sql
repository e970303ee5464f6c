-- Payments of one department to one payee of the same amount within days of each other.
with

large as (
    select area_code, department_code, payee_name, amount, paid_on, payment_id
    from marts.fct_payment
    where period between cast($from as date) and cast($to as date) and amount >= $floor
),

-- Few amounts ever come twice: the days are compared for those alone.
same_amount as (
    select area_code, department_code, payee_name, amount
    from large
    group by area_code, department_code, payee_name, amount
    having count(*) >= $least
),

payments as (
    select * from large semi join same_amount using (area_code, department_code, payee_name, amount)
),

departments as (
    select * from marts.dim_department
),

marked as (
    select
        *,
        coalesce(paid_on - lag(paid_on) over same > $days, true) as starts,
    from payments
    window same as (
        partition by area_code, department_code, payee_name, amount order by paid_on, payment_id
    )
),

runs as (
    select
        *,
        count(*) filter (where starts) over (
            partition by area_code, department_code, payee_name, amount order by paid_on, payment_id
        ) as run,
    from marked
),

grouped as (
    select
        area_code,
        department_code,
        payee_name,
        amount,
        list(payment_id order by paid_on, payment_id) as keys,
        count(*) as payments,
        sum(amount) as total,
        min(paid_on) as first_day,
        max(paid_on) as last_day,
        cast(date_trunc('month', max(paid_on)) as date) as period,
    from runs
    group by area_code, department_code, payee_name, amount, run
    having count(*) >= $least
),

final as (
    select
        grouped.area_code || '/' || grouped.department_code || '/' || keys[1] as subject,
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
            '%s至%s，向同一收款人支付相同金额 %s共 %d 笔',
            day_text(first_day), day_text(last_day), money_text(amount), payments
        ) as detail,
        period,
    from grouped
    left join departments on grouped.department_code = departments.code
)

select * from final
