-- One opinion on a line of the budget, and the days to its reply.
with

source as (
    select * from staging.stg_budget_opinions__opinions
),

final as (
    select * exclude (_batch, _row),
        cast(replied_on - raised_on as integer) as days_to_reply,
        _batch,
        _row,
    from source
    order by fiscal_year, opinion_id, _batch, _row
)

select * from final
