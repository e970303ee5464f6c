-- One project in one round of the vote as accepted; cast and rename only.
with

source as (
    select * from raw.livelihood_votes
),

final as (
    select
        project_id,
        method,
        project_year,
        cast(round as integer) as round,
        cast(seats as integer) as seats,
        cast(deputies as integer) as deputies,
        cast(present as integer) as present,
        cast(issued as integer) as issued,
        cast(returned as integer) as returned,
        cast(unused as integer) as unused,
        cast(invalid as integer) as invalid,
        cast(valid as integer) as valid,
        cast(votes_for as integer) as votes_for,
        cast(votes_against as integer) as votes_against,
        cast(abstentions as integer) as abstentions,
        is_void,
        passed,
        voted_on,
        _batch,
        _row,
    from source
)

select * from final
