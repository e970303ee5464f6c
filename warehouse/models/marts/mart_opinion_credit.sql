-- Definition × opinion: what it may count for before its outcome is known, and why less than one.
with

rules as (
    select * from seeds.vitality_definition
),

opinions as (
    select * from marts.fct_opinion
),

likeness as (
    select * from marts.mart_opinion_likeness
),

bursts as (
    select version, station_code, period from marts.mart_opinion_burst
),

weighed as (
    select
        rules.*,
        opinions.*,
        likeness.repeats,
        -- What repeats another takes no place of the person's allowance.
        row_number() over (
            partition by rules.version, opinions.station_code, opinions.person_key, opinions.period,
                likeness.repeats is null
            order by opinions.received_on, opinions.opinion_id, opinions._row
        ) as place_in_month,
    from opinions
    cross join rules
    left join likeness
        on opinions.opinion_id = likeness.opinion_id
            and rules.near_duplicate_days = likeness.near_duplicate_days
            and rules.near_duplicate_similarity = likeness.near_duplicate_similarity
),

final as (
    select
        weighed.version,
        weighed.opinion_id,
        weighed.station_code,
        weighed.person_key,
        weighed.kind,
        weighed.channel,
        weighed.satisfaction,
        weighed.repeats,
        case
            when weighed.repeats is not null then 'repeat'
            when weighed.person_key is null then 'unverified'
            when weighed.place_in_month > weighed.person_month_cap then 'over_cap'
            else 'full'
        end as standing,
        case
            when weighed.repeats is not null then 0
            when weighed.person_key is null then weighed.unverified_credit
            when weighed.place_in_month > weighed.person_month_cap then 0
            else 1
        end as credit,
        weighed.adopted,
        bursts.station_code is not null as in_burst,
        weighed.received_on,
        weighed.closed_on,
        weighed.received_on + weighed.answer_days as due_on,
    from weighed
    left join bursts
        on weighed.version = bursts.version
            and weighed.station_code = bursts.station_code
            and weighed.period = bursts.period
    order by weighed.version, weighed.station_code, weighed.received_on, weighed.opinion_id
)

select * from final
