-- Month × year × field × department × project: milestones past their date and not reached at the month’s end.
with

livelihood_months as (
    select * from marts.mart_livelihood_month
),

final as (
    select
        period,
        cast(project_year as varchar) as year,
        field as livelihood_field,
        department_code as department,
        project_id as livelihood_project,
        sum(milestones_late) as numerator,
    from livelihood_months
    group by all
)

select * from final
