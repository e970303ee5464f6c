-- Lead handler × month: promises of its answers that are past their day and not done.
with

suggestions as (
    select * from marts.fct_suggestion
),

months as (
    select * from months_asked($from, $to)
),

broken as (
    select
        coalesce(lead_handler, '-') as handler,
        any_value(lead_handler) as lead_handler,
        any_value(lead_handler_name) as lead_handler_name,
        list(suggestion_id order by promised_by, suggestion_id) as keys,
        count(*) as promises,
        count(*) filter (where least(months.month_end, as_of) - promised_by > $old) as old_promises,
        max(least(months.month_end, as_of) - promised_by) as days,
        months.period,
    from suggestions
    inner join months on suggestions.promised_by < least(months.month_end, suggestions.as_of)
    where (fulfilled_on is null or fulfilled_on > least(months.month_end, suggestions.as_of)) and promised_by >= answered_on
    group by coalesce(lead_handler, '-'), months.period
),

final as (
    select
        handler as subject,
        lead_handler_name as subject_name,
        cast(null as varchar) as area_code,
        lead_handler as department_code,
        keys,
        if(old_promises >= $red, 'red', 'yellow') as severity,
        promises as numerator,
        cast(null as decimal(18, 2)) as denominator,
        if(old_promises >= $red, old_promises, promises) as value,
        if(old_promises >= $red, $red, $yellow) as threshold,
        printf(
            '到%s末，%d 件建议的答复承诺到期没有落实，其中 %d 件已过 %d 天以上；最久的是 %s，已过 %d 天',
            month_text(period), promises, old_promises, cast($old as integer), keys[1], days
        ) as detail,
        period,
    from broken
    where promises >= $yellow
)

select * from final
