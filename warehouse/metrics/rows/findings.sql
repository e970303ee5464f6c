-- One audit finding known at the end of the month asked for.
with

audit_finding as (
    select * from marts.fct_audit_finding
),

final as (
    select
        audit_finding.*,
        department_code as department,
        cast(audit_year as varchar) as year,
        1 as audit_findings,
        cast(coalesce(rectified_on <= last_day(cast($last_month as date)), false) as integer) as audit_rectified,
        audit_rectified as audit_rectification_rate,
        1 as audit_rectification_rate_base,
        cast(due_on < last_day(cast($last_month as date)) and audit_rectified = 0 as integer) as audit_overdue,
        if(audit_overdue = 1, date_diff('day', due_on, last_day(cast($last_month as date))), 0) as audit_overdue_days,
        audit_overdue as audit_overdue_days_base,
        cast(repeat_of is not null as integer) as audit_repeated,
    from audit_finding
    where found_on <= last_day(cast($last_month as date))
)

select * from final
