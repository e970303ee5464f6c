-- Month × lead handler × category × area: suggestions handed over, unanswered and overdue at the month's end.
with

suggestions as (
    select * from marts.fct_suggestion where handed_over_on is not null
),

months as (
    select * from marts.dim_month where has_suggestions
),

final as (
    select
        suggestions.lead_handler,
        suggestions.category,
        suggestions.area_code,
        cast(count(*) filter (where suggestions.period = months.period) as integer) as handed_over,
        cast(count(*) filter (where coalesce(suggestions.answered_on > months.month_end, true)) as integer) as unanswered,
        cast(count(*) filter (
            where suggestions.due_on < months.month_end and coalesce(suggestions.answered_on > months.month_end, true)
        ) as integer) as overdue,
        months.period,
    from suggestions
    inner join months on suggestions.handed_over_on <= months.month_end
    group by suggestions.lead_handler, suggestions.category, suggestions.area_code, months.period
    order by months.period, suggestions.lead_handler, suggestions.category, suggestions.area_code
)

select * from final
