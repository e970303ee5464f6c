-- One deputy's name under a suggestion (suggestion × signer); the lead signer is place 0.
with

suggestions as (
    select * from marts.fct_suggestion
),

signers as (
    select suggestion_id, session_year, lead_signer as deputy_key, 0 as place, submitted_on
    from suggestions

    union all

    select
        suggestion_id,
        session_year,
        unnest(cosigners),
        unnest(range(1, len(cosigners) + 1)),
        submitted_on,
    from suggestions
),

final as (
    select
        suggestion_id,
        deputy_key,
        session_year,
        cast(place as integer) as place,
        place = 0 as is_lead,
        submitted_on,
    from signers
    order by deputy_key, session_year, suggestion_id, place
)

select * from final
