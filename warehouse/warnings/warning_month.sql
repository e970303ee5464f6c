-- Month × rule × severity × area × department: warnings standing at the month's end; zeros included wherever there ever was one.
with

warnings as (
    select * from marts.fct_warning
),

rules as (
    select * from marts.dim_warning_rule where judged_to is not null
),

latest as (
    select max(judged_to) as period from rules
),

months as (
    select dim_month.period
    from marts.dim_month
    inner join latest on dim_month.period <= latest.period
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
