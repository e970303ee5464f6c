-- One project in one round of the vote; a void round is there and counts for nothing.
with

source as (
    select * from staging.stg_livelihood__votes
),

final as (
    select *
    from source
    order by project_year, project_id, round, _batch, _row
)

select * from final
