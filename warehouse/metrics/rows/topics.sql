-- One reservation of a topic by a deputy.
with

topic_reservation as (
    select * from marts.fct_topic_reservation
),

final as (
    select
        topic_reservation.*,
        cast(plan_year as varchar) as year,
        cast(cancelled_on is null as integer) as topic_reservations,
        cast(coalesce(took_part_on is not null, false) and cancelled_on is null as integer) as topic_attendance_rate,
        cast(cancelled_on is null as integer) as topic_attendance_rate_base,
    from topic_reservation
)

select * from final
