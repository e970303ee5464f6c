-- Month × year × field × department × project: invested so far, yuan.
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
        sum(invested_amount) as numerator,
    from livelihood_months
    group by all
)

select * from final
