-- One month of a project as accepted; cast and rename only.
with

source as (
    select * from raw.livelihood_progress
),

final as (
    select
        project_id,
        status,
        issue,
        cast(photos as integer) as photos,
        progress_percent,
        invested_amount,
        period,
        _batch,
        _row,
    from source
)

select * from final
