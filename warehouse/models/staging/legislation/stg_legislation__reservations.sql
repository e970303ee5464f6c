-- One reservation of a yearly topic by a deputy as accepted; cast and rename only.
with

source as (
    select * from raw.legislation_reservations
),

final as (
    select
        topic_id,
        topic_kind,
        topic_name,
        draft_id,
        deputy_key,
        plan_year,
        reserved_on,
        took_part_on,
        cancelled_on,
        cast(date_trunc('month', reserved_on) as date) as period,
        _batch,
        _row,
    from source
)

select * from final
