-- Month of submission × year × area × lead handler × category: suggestions submitted.
with

suggestions as (
    select * from marts.fct_suggestion
),

final as (
    select
        cast(date_trunc('month', submitted_on) as date) as period,
        cast(session_year as varchar) as year,
        area_code as area,
        lead_handler as department,
        category as suggestion_category,
        count(*) as numerator,
    from suggestions
    group by all
)

select * from final
