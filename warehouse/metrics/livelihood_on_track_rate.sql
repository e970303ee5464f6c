-- Month × year × field × department × project: projects not behind, over all that report.
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
        count(*) filter (where status <> 'behind') as numerator,
        count(*) as denominator,
    from livelihood_months
    group by all
)

select * from final
