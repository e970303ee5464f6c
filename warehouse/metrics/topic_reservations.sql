-- Month of reservation × plan year × kind of topic: reservations, cancelled ones left out.
with

topic_reservations as (
    select * from marts.fct_topic_reservation
),

final as (
    select
        period,
        cast(plan_year as varchar) as year,
        topic_kind,
        count(*) as numerator,
    from topic_reservations
    where cancelled_on is null
    group by all
)

select * from final
