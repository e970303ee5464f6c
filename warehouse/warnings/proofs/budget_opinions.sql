-- One opinion on the budget of those named by $keys.
with

final as (
    select
        'record' as part,
        'budget_opinions' as contract,
        opinion_id as what,
        content as note,
        asked_amount as amount,
        raised_on as day,
        _batch,
        _row,
    from marts.fct_budget_opinion
    where opinion_id in (select unnest($keys))
)

select * from final
