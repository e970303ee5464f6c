-- Month of receipt × plan year × draft × author × channel × area: opinions received.
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
        count(*) as numerator,
    from draft_opinions
    group by all
)

select * from final
