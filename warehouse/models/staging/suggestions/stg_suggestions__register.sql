-- One suggestion as accepted, the keys of its co-signers as a list; cast and rename only.
with

source as (
    select * from raw.suggestions_register
),

final as (
    select
        suggestion_id,
        session,
        kind,
        title,
        body,
        category,
        area_code,
        township_code,
        lead_signer,
        coalesce(regexp_split_to_array(cosigners, '[、，,；;\s]+'), []) as cosigners,
        inadmissible_reason,
        result_class,
        satisfaction_handling,
        satisfaction_result,
        merged_into,
        session_year,
        co_handlers as co_handlers_stated,
        cosigners_answered,
        coalesce(from_motion, false) as from_motion,
        admissible,
        coalesce(extended, false) as extended,
        coalesce(key_supervised, false) as key_supervised,
        submitted_on,
        reviewed_on,
        notified_on,
        handed_over_on,
        met_on,
        answered_on,
        feedback_on,
        answered_again_on,
        closed_on,
        promised_by,
        fulfilled_on,
        _batch,
        _row,
    from source
)

select * from final
