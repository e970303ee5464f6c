-- One livelihood project at the end of the month asked for.
with

livelihood_month as (
    select * from marts.mart_livelihood_month
),

final as (
    select
        livelihood_month.*,
        cast(project_year as varchar) as year,
        field as livelihood_field,
        department_code as department,
        project_id as livelihood_project,
        invested_amount as livelihood_invested,
        invested_amount as livelihood_investment_rate,
        planned_amount as livelihood_investment_rate_base,
        milestones_late as livelihood_milestones_late,
        cast(status <> 'behind' as integer) as livelihood_on_track_rate,
        1 as livelihood_on_track_rate_base,
    from livelihood_month
    where period = cast($last_month as date)
)

select * from final
