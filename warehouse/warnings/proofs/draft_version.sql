-- One version of a draft; $keys: draft, number.
with

final as (
    select
        'record' as part,
        'legislation.versions' as contract,
        draft_id as what,
        version_name as note,
        cast(null as decimal(18, 2)) as amount,
        published_on as day,
        _batch,
        _row,
    from marts.fct_draft_version
    where draft_id = list_extract($keys, 1) and cast(version_no as varchar) = list_extract($keys, 2)
)

select * from final
