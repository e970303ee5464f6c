-- One evaluation of a project as accepted; cast and rename only.
with

source as (
    select * from raw.livelihood_evaluations
),

final as (
    select
        project_id,
        asked,
        project_year,
        cast(respondents as integer) as respondents,
        cast(satisfied as integer) as satisfied,
        cast(fairly as integer) as fairly,
        cast(dissatisfied as integer) as dissatisfied,
        cast(unstated as integer) as unstated,
        evaluated_on,
        _batch,
        _row,
    from source
)

select * from final
