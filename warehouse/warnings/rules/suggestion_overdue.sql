-- Suggestion × month: not answered at the month’s end, past its term.
with

suggestions as (
    select * from marts.fct_suggestion
),

months as (
    select * from months_asked($from, $to)
),

states as (
    select
        suggestions.* exclude (period),
        months.period,
        cast(least(months.month_end, as_of) - due_on as integer) as days_late,
    from suggestions
    inner join months on suggestions.due_on < least(months.month_end, suggestions.as_of)
    where answered_on is null or answered_on > least(months.month_end, suggestions.as_of)
),

final as (
    select
        suggestion_id as subject,
        title as subject_name,
        area_code,
        lead_handler as department_code,
        [suggestion_id] as keys,
        if(days_late > $red, 'red', 'yellow') as severity,
        days_late as numerator,
        cast(null as decimal(18, 2)) as denominator,
        days_late as value,
        if(days_late > $red, $red, $yellow) as threshold,
        printf(
            '建议 %s %s交办，应于%s前答复，到%s末没有书面答复，逾期 %d 天',
            suggestion_id, day_text(handed_over_on), day_text(due_on), month_text(period), days_late
        ) as detail,
        period,
    from states
    where days_late > $yellow
)

select * from final
