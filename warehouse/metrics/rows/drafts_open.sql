-- One draft open for opinions on the last day of the month asked for, in its latest version.
with

draft_version as (
    select * from marts.fct_draft_version
),

final as (
    select
        draft_version.*,
        draft_id as draft,
        1 as drafts_open,
    from draft_version
    where last_day(cast($last_month as date)) between published_on and closes_on
    qualify row_number() over (partition by draft_id order by version_no desc) = 1
)

select * from final
