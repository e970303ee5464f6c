-- Audit finding that repeats one of an earlier year.
with

findings as (
    select * from marts.fct_audit_finding
),

final as (
    select
        again.finding_id as subject,
        again.finding as subject_name,
        cast(null as varchar) as area_code,
        again.department_code,
        [again.finding_id, again.repeat_of] as keys,
        'red' as severity,
        2 as numerator,
        cast(null as decimal(18, 2)) as denominator,
        2 as value,
        $times as threshold,
        printf(
            '%d 年度审计查出的问题 %s 与 %s（%s）重复，涉及 %s',
            again.audit_year, again.finding_id, again.repeat_of,
            if(before.finding_id is null, '不在台账中', printf('%d 年度', before.audit_year)),
            money_text(again.amount)
        ) as detail,
        cast(date_trunc('month', again.found_on) as date) as period,
    from findings as again
    left join findings as before on again.repeat_of = before.finding_id
    where
        again.repeat_of is not null
        and $times < 2
        and date_trunc('month', again.found_on) between cast($from as date) and cast($to as date)
)

select * from final
