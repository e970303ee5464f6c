-- One opinion on a draft as accepted; cast and rename only.
with

source as (
    select * from raw.legislation_opinions
),

final as (
    select
        opinion_id,
        draft_id,
        author_kind,
        channel,
        station_code,
        author_key,
        content,
        adoption,
        adoption_reason,
        cast(version_no as integer) as version_no,
        cast(clause_no as integer) as clause_no,
        received_on,
        replied_on,
        cast(date_trunc('month', received_on) as date) as period,
        _batch,
        _row,
    from source
)

select * from final
