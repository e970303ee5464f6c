-- One version of a draft as accepted; cast and rename only.
with

source as (
    select * from raw.legislation_versions
),

final as (
    select
        draft_id,
        version_name,
        cast(version_no as integer) as version_no,
        cast(clauses as integer) as clauses,
        published_on,
        closes_on,
        deliberated_on,
        _batch,
        _row,
    from source
)

select * from final
