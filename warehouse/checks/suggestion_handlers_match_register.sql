-- 登记簿与承办台账一致：两者都已报送的年度，承办的建议须在登记簿中且不早于交办，已交办的须有一个主办（或两个以上分办），会办单位须如数列出
with

suggestions as (
    select * from marts.fct_suggestion
),

handlers as (
    select * from marts.fct_suggestion_handler
),

current_handlers as (
    select
        suggestion_id,
        count(*) filter (where role = 'lead') as leads,
        count(*) filter (where role = 'separate') as separates,
        count(*) filter (where role = 'co') as co_handlers,
    from handlers
    where not is_returned
    group by suggestion_id
),

-- Only years that both ledgers speak of: one may be delivered before the other.
handed_over as (
    select *
    from suggestions
    semi join handlers using (session_year)
    where handed_over_on is not null
),

strays as (
    select handlers.suggestion_id, '登记簿中没有这件建议，或年度不同' as wrong
    from handlers
    semi join suggestions using (session_year)
    anti join suggestions using (suggestion_id, session_year)

    union all

    select handlers.suggestion_id, '承办单位的交办日期早于登记簿的交办日期，或登记簿未交办'
    from handlers
    inner join suggestions using (suggestion_id, session_year)
    where coalesce(handlers.assigned_on < suggestions.handed_over_on, true)

    union all

    select suggestion_id, '应有一个主办，或两个以上分办'
    from handed_over
    left join current_handlers using (suggestion_id)
    where not coalesce((leads = 1 and separates = 0) or (leads = 0 and separates > 1), false)

    union all

    select suggestion_id, '承办台账列出的会办单位与登记簿的会办单位数不符'
    from handed_over
    left join current_handlers using (suggestion_id)
    where co_handlers_stated <> coalesce(current_handlers.co_handlers, 0)
),

final as (
    select suggestion_id, wrong, count(*) as rows
    from strays
    group by suggestion_id, wrong
)

select * from final
