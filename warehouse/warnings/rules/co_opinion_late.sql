-- Suggestion × co-handler × month: no opinion for the lead handler, past its term.
with

assignments as (
    select * from marts.fct_suggestion_handler where role = 'co' and not is_returned
),

suggestions as (
    select suggestion_id, title, area_code, answered_on, as_of from marts.fct_suggestion
),

terms as (
    select * from marts.dim_legal_term where term = 'suggestion_co_opinion'
),

months as (
    select * from months_asked($from, $to)
),

timed as (
    select
        assignments.* exclude (period),
        suggestions.title,
        suggestions.area_code,
        suggestions.answered_on,
        suggestions.as_of,
        cast(assignments.assigned_on + terms.length as date) as due_on,
    from assignments
    inner join suggestions on assignments.suggestion_id = suggestions.suggestion_id
    inner join terms on assignments.assigned_on between terms.effective_from and terms.effective_to
),

states as (
    select
        timed.*,
        months.period,
        cast(least(months.month_end, as_of) - due_on as integer) as days_late,
    from timed
    inner join months on timed.due_on < least(months.month_end, timed.as_of)
    -- Once the lead has answered, nobody waits for the opinion.
    where
        (replied_on is null or replied_on > least(months.month_end, as_of))
        and (answered_on is null or answered_on > least(months.month_end, as_of))
),

final as (
    select
        suggestion_id || '/' || department_code as subject,
        title as subject_name,
        area_code,
        department_code,
        [suggestion_id] as keys,
        if(days_late > $red, 'red', 'yellow') as severity,
        days_late as numerator,
        cast(null as decimal(18, 2)) as denominator,
        days_late as value,
        if(days_late > $red, $red, $yellow) as threshold,
        printf(
            '建议 %s 会办意见应于%s前提交主办单位，到%s末没有提交，逾期 %d 天',
            suggestion_id, day_text(due_on), month_text(period), days_late
        ) as detail,
        period,
    from states
    where days_late > $yellow
)

select * from final
