-- Month of handing over × year × area × lead handler × category: promises kept on their day, over those kept or past it.
with

suggestions as (
    select * from marts.fct_suggestion
),

final as (
    select
        period,
        cast(session_year as varchar) as year,
        area_code as area,
        lead_handler as department,
        category as suggestion_category,
        count(*) filter (where promise_kept) as numerator,
        count(*) as denominator,
    from suggestions
    where promise_kept is not null
    group by all
)

select * from final
