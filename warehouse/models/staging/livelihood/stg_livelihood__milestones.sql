-- One milestone of a project as accepted; cast and rename only.
with

source as (
    select * from raw.livelihood_milestones
),

final as (
    select
        project_id,
        milestone_name,
        project_year,
        cast(milestone_no as integer) as milestone_no,
        due_on,
        reached_on,
        _batch,
        _row,
    from source
)

select * from final
