-- Month of handing over × year × area × lead handler × category: satisfied or fairly satisfied with the handling, over those who said.
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
        count(*) filter (where satisfaction_handling in ('satisfied', 'fairly')) as numerator,
        count(*) as denominator,
    from suggestions
    where satisfaction_handling <> 'unstated'
    group by all
)

select * from final
