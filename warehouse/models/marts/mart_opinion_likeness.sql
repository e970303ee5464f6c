-- Opinion × near-duplicate rule: the earlier opinion of the same station, at most that many days older, whose text it repeats.
with

rules as (
    select distinct near_duplicate_days as days, near_duplicate_similarity as similarity
    from seeds.vitality_definition
),

texts as (
    select
        opinion_id,
        station_code,
        received_on,
        regexp_replace(lower(content), '[^\p{L}\p{N}]', '', 'g') as text,
        row_number() over (partition by station_code order by received_on, opinion_id, _row) as place,
    from marts.fct_opinion
),

-- Character bigrams; a text of one character is its own.
grams as (
    select
        *,
        list_sort(list_distinct(list_transform(
            range(1, greatest(length(text), 2)), lambda start: substr(text, start, 2)
        ))) as grams,
    from texts
),

-- Two sets as alike as the rule asks share one of their first members (prefix filtering, exact): most pairs end here.
heads as (
    select
        grams.*,
        rules.days,
        rules.similarity,
        grams[1 : len(grams) - cast(ceil(rules.similarity * len(grams)) as integer) + 1] as head,
    from grams
    cross join rules
),

-- Each is held against the hundred before it, so that a flood costs what it is long and not its square.
candidates as (
    select
        later.opinion_id,
        later.days,
        later.similarity,
        earlier.opinion_id as repeats,
        earlier.place,
        len(list_intersect(later.grams, earlier.grams)) as common,
        len(later.grams) + len(earlier.grams) as together,
    from heads as later
    inner join heads as earlier
        on later.station_code = earlier.station_code
            and later.days = earlier.days
            and later.similarity = earlier.similarity
            and earlier.place between later.place - 100 and later.place - 1
            and earlier.received_on >= later.received_on - later.days
            and len(earlier.grams) >= later.similarity * len(later.grams)
            and len(later.grams) >= later.similarity * len(earlier.grams)
            and list_has_any(later.head, earlier.head)
),

final as (
    select
        opinion_id,
        max_by(repeats, place) as repeats,
        max_by(common / (together - common), place) as likeness,
        days as near_duplicate_days,
        similarity as near_duplicate_similarity,
    from candidates
    where common >= similarity * (together - common)
    group by opinion_id, days, similarity
    order by opinion_id, days, similarity
)

select * from final
