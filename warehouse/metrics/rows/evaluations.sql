-- One evaluation of a livelihood project.
with

livelihood_evaluation as (
    select * from marts.fct_livelihood_evaluation
),

final as (
    select
        livelihood_evaluation.*,
        cast(project_year as varchar) as year,
        project_id as livelihood_project,
        asked as evaluated_by,
        satisfied + fairly as livelihood_satisfaction,
        respondents - unstated as livelihood_satisfaction_base,
    from livelihood_evaluation
)

select * from final
