-- One solicited idea as accepted; cast and rename only.
with

source as (
    select * from raw.livelihood_ideas
),

final as (
    select
        idea_id,
        project_id,
        source as idea_source,
        channel,
        field,
        area_code,
        content,
        outcome,
        outcome_reason,
        project_year,
        received_on,
        cast(date_trunc('month', received_on) as date) as period,
        _batch,
        _row,
    from source
)

select * from final
