-- Audit finding × month: past its rectification date and not put right.
with

findings as (
    select * from marts.fct_audit_finding
),

months as (
    select cast(period as date) as period, last_day(period) as month_end
    from range(cast($from as timestamp), cast($to as timestamp) + interval 1 month, interval 1 month) as asked (period)
),

states as (
    select findings.*, months.period, cast(months.month_end - due_on as integer) as days_late
    from findings
    inner join months on findings.due_on < months.month_end and findings.found_on <= months.month_end
    where rectified_on is null or rectified_on > months.month_end
),

final as (
    select
        finding_id as subject,
        finding as subject_name,
        cast(null as varchar) as area_code,
        department_code,
        [finding_id] as keys,
        if(days_late > $red, 'red', 'yellow') as severity,
        days_late as numerator,
        cast(null as decimal(18, 2)) as denominator,
        days_late as value,
        if(days_late > $red, $red, $yellow) as threshold,
        printf(
            '问题 %s 涉及 %s，应于%s前整改到位，到%s末仍未整改到位，逾期 %d 天',
            finding_id, money_text(amount), day_text(due_on), month_text(period), days_late
        ) as detail,
        period,
    from states
    where days_late > $yellow
)

select * from final
