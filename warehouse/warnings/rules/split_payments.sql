-- Payments of one department to one payee within days of each other, each just under the procurement threshold.
with

payments as (
    select *
    from marts.fct_payment
    where period between cast($from as date) and cast($to as date) and amount < $limit and amount >= $limit * $near
),

departments as (
    select * from marts.dim_department
),

marked as (
    select
        *,
        coalesce(
            paid_on - lag(paid_on) over (
                partition by area_code, department_code, payee_name order by paid_on, payment_id
            ) > $days,
            true
        ) as starts,
    from payments
),

runs as (
    select
        *,
        count(*) filter (where starts) over (
            partition by area_code, department_code, payee_name order by paid_on, payment_id
        ) as run,
    from marked
),

grouped as (
    select
        area_code,
        department_code,
        payee_name,
        list(payment_id order by paid_on, payment_id) as keys,
        count(*) as payments,
        sum(amount) as total,
        min(paid_on) as first_day,
        max(paid_on) as last_day,
        cast(date_trunc('month', max(paid_on)) as date) as period,
    from runs
    group by area_code, department_code, payee_name, run
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
            '%s至%s，向同一收款人支付 %d 笔，每笔都略低于采购限额 %s，合计 %s',
            day_text(first_day), day_text(last_day), payments, money_text($limit), money_text(total)
        ) as detail,
        period,
    from grouped
    left join departments on grouped.department_code = departments.code
)

select * from final
