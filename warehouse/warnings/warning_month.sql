-- Month × rule × severity × area × department: warnings standing at the month's end; zeros included wherever there ever was one.
with

warnings as (
    select * from marts.fct_warning
),

rules as (
    select * from marts.dim_warning_rule where judged_to is not null
),

-- Not the calendar's months: it follows other sources.
span as (
    select cast(min(judged_from) as timestamp) as first_month, cast(max(judged_to) as timestamp) as last_month from rules
),

months as (
    select cast(unnest(range(first_month, last_month + interval 1 month, interval 1 month)) as date) as period
    from span
    where first_month is not null
),

-- Every rule has its zero, whether it ever found anything or not.
lines as (
    select distinct rule, severity, area_code, department_code from warnings

    union

    select code, unnest(severities), null, null from rules
),

standing as (
    select
        months.period,
        warnings.rule,
        warnings.severity,
        warnings.area_code,
        warnings.department_code,
        cast(count(*) as integer) as warnings,
    from warnings
    inner join months on months.period between warnings.period and warnings.stands_until
    group by all
),

final as (
    select
        lines.rule,
        lines.severity,
        lines.area_code,
        lines.department_code,
        coalesce(standing.warnings, 0) as warnings,
        months.period,
    from lines
    cross join months
    left join standing
        on months.period = standing.period
        and lines.rule = standing.rule
        and lines.severity = standing.severity
        and lines.area_code is not distinct from standing.area_code
        and lines.department_code is not distinct from standing.department_code
    order by months.period, lines.rule, lines.severity, lines.area_code, lines.department_code
)

select * from final
