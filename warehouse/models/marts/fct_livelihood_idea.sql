-- One solicited idea and what became of it.
with

source as (
    select * from staging.stg_livelihood__ideas
),

final as (
    select *
    from source
    order by project_year, idea_id, _batch, _row
)

select * from final
