-- Audit finding × month: past its rectification date and not put right.
with

findings as (
    select * from marts.fct_audit_finding
),

months as (
    select * from months_asked($from, $to)
),

audits as (
    select months.period, max(findings.audit_year) as newest_year
    from months
    inner join findings on findings.found_on <= months.month_end
    group by months.period
),

states as (
    select
        findings.*,
        months.period,
        cast(months.month_end - due_on as integer) as days_late,
        -- The ledger of an old audit is not delivered again: what became of it nobody has said.
        audits.newest_year - findings.audit_year >= $audits as is_unreported,
    from findings
    inner join months on findings.due_on < months.month_end and findings.found_on <= months.month_end
    inner join audits on months.period = audits.period
    where rectified_on is null or rectified_on > months.month_end
),

final as (
    select
        finding_id as subject,
        finding as subject_name,
        cast(null as varchar) as area_code,
        department_code,
        [finding_id] as keys,
        case when is_unreported then 'look' when days_late > $red then 'red' else 'yellow' end as severity,
        days_late as numerator,
        cast(null as decimal(18, 2)) as denominator,
        days_late as value,
        if(days_late > $red, $red, $yellow) as threshold,
        printf(
            '问题 %s 涉及 %s，应于%s前整改到位，到%s末仍未整改到位，逾期 %d 天%s',
            finding_id, money_text(amount), day_text(due_on), month_text(period), days_late,
            if(is_unreported, printf('；%d 年度台账此后没有更新，请先补报整改情况', audit_year), '')
        ) as detail,
        period,
    from states
    where days_late > $yellow
)

select * from final
