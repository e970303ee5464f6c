-- One suggestion of those named by $keys.
with

final as (
    select
        'record' as part,
        'suggestions.register' as contract,
        suggestion_id as what,
        title as note,
        cast(null as decimal(18, 2)) as amount,
        handed_over_on as day,
        _batch,
        _row,
    from marts.fct_suggestion
    where suggestion_id in (select unnest($keys))
)

select * from final
