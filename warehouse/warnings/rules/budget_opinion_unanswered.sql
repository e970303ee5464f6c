-- Opinion on the budget × month: no reply for longer than allowed.
with

opinions as (
    select * from marts.fct_budget_opinion
),

months as (
    select * from months_asked($from, $to)
),

states as (
    select opinions.* exclude (period), months.period, cast(months.month_end - raised_on as integer) as days_open
    from opinions
    inner join months on opinions.raised_on < months.month_end
    where replied_on is null or replied_on > months.month_end
),

final as (
    select
        opinion_id as subject,
        left(content, 60) as subject_name,
        area_code,
        handler_code as department_code,
        [opinion_id] as keys,
        if(days_open > $red, 'red', 'yellow') as severity,
        days_open as numerator,
        cast(null as decimal(18, 2)) as denominator,
        days_open as value,
        if(days_open > $red, $red, $yellow) as threshold,
        printf(
            '预算审查意见 %s %s提出，到%s末没有答复，已 %d 天%s',
            opinion_id, day_text(raised_on), month_text(period), days_open,
            if(phoned_on is null, '，也没有电话联系代表', '')
        ) as detail,
        period,
    from states
    where days_open > $yellow
)

select * from final
