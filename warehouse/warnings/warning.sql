-- One warning: a rule's finding on a subject and month, how long it stands and since when it has been found without a break.
with

findings as (
    select * from meta.warning_finding
),

judged as (
    select code as rule, judged_to, max(judged_to) over () as latest from marts.dim_warning_rule
),

-- Months without a gap share the difference of month and place.
placed as (
    select
        *,
        period - to_months(cast(row_number() over (partition by rule, subject order by period) as integer)) as run,
    from findings
),

final as (
    select
        placed.rule || '-' || strftime(placed.period, '%Y%m') || '-' || left(md5(placed.subject), 12) as warning_id,
        placed.rule,
        placed.severity,
        placed.area_code,
        placed.department_code,
        placed.project_code,
        placed.subject,
        placed.subject_name,
        placed.detail,
        placed.keys,
        placed.numerator,
        placed.denominator,
        placed.value,
        placed.threshold,
        cast(count(*) over run_so_far as integer) as months_running,
        placed.period,
        min(placed.period) over run_so_far as since,
        -- What a rule saw last stands until it has seen another month.
        cast(if(
            placed.period = judged.judged_to,
            greatest(judged.latest, placed.period + to_months(placed.stands_months)),
            placed.period + to_months(placed.stands_months)
        ) as date) as stands_until,
    from placed
    inner join judged on placed.rule = judged.rule
    window run_so_far as (partition by placed.rule, placed.subject, placed.run order by placed.period)
    order by placed.period, placed.rule, placed.severity, placed.subject
)

select * from final
