-- One clause of a version of a draft as accepted; cast and rename only.
with

source as (
    select * from raw.legislation_clauses
),

final as (
    select
        draft_id,
        chapter,
        clause_text,
        cast(version_no as integer) as version_no,
        cast(clause_no as integer) as clause_no,
        _batch,
        _row,
    from source
)

select * from final
