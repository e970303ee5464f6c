-- Month of reservation × plan year × kind of topic: took part, over reservations not cancelled.
with

topic_reservations as (
    select * from marts.fct_topic_reservation
),

final as (
    select
        period,
        cast(plan_year as varchar) as year,
        topic_kind,
        count(*) filter (where took_part_on is not null) as numerator,
        count(*) as denominator,
    from topic_reservations
    where cancelled_on is null
    group by all
)

select * from final
