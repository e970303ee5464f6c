-- One legislative project as accepted; cast and rename only.
with

source as (
    select * from raw.legislation_drafts
),

final as (
    select
        draft_id,
        draft_name,
        kind,
        lead_committee,
        drafted_by,
        plan_year,
        adopted_on,
        approved_on,
        effective_on,
        withdrawn_on,
        _batch,
        _row,
    from source
)

select * from final
