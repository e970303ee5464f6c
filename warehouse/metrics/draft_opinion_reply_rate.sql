-- Month of receipt × plan year × draft × author × channel × area: decided ones whose author was told why, over those decided.
with

draft_opinions as (
    select * from marts.fct_draft_opinion
),

final as (
    select
        period,
        cast(plan_year as varchar) as year,
        draft_id as draft,
        author_kind,
        channel,
        area_code as area,
        count(*) filter (where replied_on is not null) as numerator,
        count(*) as denominator,
    from draft_opinions
    where adoption is not null
    group by all
)

select * from final
