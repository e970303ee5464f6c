-- One reservation of a yearly topic by a deputy.
with

source as (
    select * from staging.stg_legislation__reservations
),

final as (
    select *
    from source
    order by plan_year, topic_id, deputy_key, _batch, _row
)

select * from final
