-- Month of handing over × year × area × lead handler × category: dissatisfied, and no new answer within its month.
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
        count(*) as numerator,
    from suggestions
    where again_in_time = false
    group by all
)

select * from final
