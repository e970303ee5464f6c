-- One clause of a version of a draft.
with

source as (
    select * from staging.stg_legislation__clauses
),

final as (
    select *
    from source
    order by draft_id, version_no, clause_no, _batch, _row
)

select * from final
