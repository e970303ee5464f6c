-- One key project by code: the name it was last reported under.
with

projects as (
    select * from staging.stg_development__projects
),

final as (
    select
        project_code as code,
        first(project_name order by period desc, project_name) as name,
    from projects
    group by project_code
    order by code
)

select * from final
