-- One project’s count in a round; $keys: year, round.
with

final as (
    select
        'record' as part,
        'livelihood.votes' as contract,
        project_id as what,
        printf('发出 %d 张，收回 %d 张', issued, returned) as note,
        cast(null as decimal(18, 2)) as amount,
        voted_on as day,
        _batch,
        _row,
    from marts.fct_livelihood_vote
    where cast(project_year as varchar) = list_extract($keys, 1) and cast(round as varchar) = list_extract($keys, 2)
)

select * from final
