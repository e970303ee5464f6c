-- Month of handing over × year × area × lead handler × category: class A over all answered.
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
        count(*) filter (where result_class = 'A') as numerator,
        count(*) as denominator,
    from suggestions
    where answered_on is not null
    group by all
)

select * from final
