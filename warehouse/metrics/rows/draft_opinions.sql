-- One opinion on a draft.
with

draft_opinion as (
    select * from marts.fct_draft_opinion
),

final as (
    select
        draft_opinion.*,
        cast(plan_year as varchar) as year,
        draft_id as draft,
        area_code as area,
        1 as draft_opinions_received,
        cast(coalesce(adoption in ('adopted', 'partly'), false) and adoption is not null as integer) as draft_opinion_adoption_rate,
        cast(adoption is not null as integer) as draft_opinion_adoption_rate_base,
        cast(coalesce(replied_on is not null, false) and adoption is not null as integer) as draft_opinion_reply_rate,
        cast(adoption is not null as integer) as draft_opinion_reply_rate_base,
    from draft_opinion
)

select * from final
