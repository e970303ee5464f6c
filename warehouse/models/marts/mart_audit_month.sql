-- Month × department × category × audit year: findings known at the month's end, put right by then, overdue and for how many days, and repeated.
with

findings as (
    select * from marts.fct_audit_finding
),

months as (
    select * from marts.dim_month
),

final as (
    select
        findings.department_code,
        findings.category,
        findings.audit_year,
        cast(count(*) as integer) as findings,
        cast(count(*) filter (where findings.rectified_on <= months.month_end) as integer) as rectified,
        cast(count(*) filter (
            where findings.due_on < months.month_end
                and (findings.rectified_on is null or findings.rectified_on > months.month_end)
        ) as integer) as overdue,
        coalesce(cast(sum(date_diff('day', findings.due_on, months.month_end)) filter (
            where findings.due_on < months.month_end
                and (findings.rectified_on is null or findings.rectified_on > months.month_end)
        ) as integer), 0) as overdue_days,
        cast(count(findings.repeat_of) as integer) as repeated,
        cast(sum(findings.amount) as decimal(18, 2)) as amount,
        months.period,
    from findings
    inner join months on findings.found_on <= months.month_end
    group by findings.department_code, findings.category, findings.audit_year, months.period
    order by months.period, findings.department_code, findings.category, findings.audit_year
)

select * from final
