-- Month of handing over × year × area × lead handler × category: class A or fulfilled since, over all of class A or B.
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
        count(*) filter (where result_class = 'A' or fulfilled_on is not null) as numerator,
        count(*) as denominator,
    from suggestions
    where result_class in ('A', 'B')
    group by all
)

select * from final
