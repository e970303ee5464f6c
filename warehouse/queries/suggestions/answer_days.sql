-- One row over the answered suggestions asked for, by session year and lead handler: median, 90th percentile and average of the days to answer.
with

answered as (
    select days_to_answer
    from marts.fct_suggestion
    where days_to_answer is not null
        and ($year is null or session_year = cast($year as integer))
        and ($department is null or lead_handler = $department)
),

final as (
    select
        cast(count(*) as integer) as answered,
        cast(quantile_cont(days_to_answer, 0.5) as double) as median_days,
        cast(quantile_cont(days_to_answer, 0.9) as double) as ninetieth_days,
        avg(days_to_answer) as average_days,
    from answered
)

select * from final
