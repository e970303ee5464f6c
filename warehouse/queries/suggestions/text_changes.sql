-- One suggestion whose text is not as it was last read (change 'put'), or that is no longer in force ('gone').
with

suggestions as (
    select
        suggestion_id,
        title,
        body,
        cast(submitted_on as varchar) as submitted_on,
        md5(concat_ws(chr(31), title, body, cast(submitted_on as varchar))) as fingerprint,
    from marts.fct_suggestion
),

known as (
    select * from register.known_text
),

final as (
    select
        coalesce(suggestions.suggestion_id, known.suggestion_id) as suggestion_id,
        if(suggestions.suggestion_id is null, 'gone', 'put') as change,
        suggestions.title,
        suggestions.body,
        suggestions.submitted_on,
    from suggestions
    full join known on suggestions.suggestion_id = known.suggestion_id
    where suggestions.fingerprint is distinct from known.fingerprint
    order by 1
)

select * from final
