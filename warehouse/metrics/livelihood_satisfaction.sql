-- Year × project × who was asked: satisfied or fairly satisfied, over those who said.
with

evaluations as (
    select * from marts.fct_livelihood_evaluation
),

final as (
    select
        cast(project_year as varchar) as year,
        project_id as livelihood_project,
        asked as evaluated_by,
        sum(satisfied + fairly) as numerator,
        sum(respondents - unstated) as denominator,
    from evaluations
    group by all
)

select * from final
