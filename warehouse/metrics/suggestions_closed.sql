-- Month of handing over × year × area × lead handler × category: suggestions closed by now.
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
    where handed_over_on is not null and closed_on is not null
    group by all
)

select * from final
