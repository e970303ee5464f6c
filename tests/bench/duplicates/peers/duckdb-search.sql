-- The ten messages likest a draft, by the share of its bigrams that a message has, weighted by rarity: BM25 without
-- the normalisation of lengths, over a table of bigrams sorted by bigram.
with draft as (
    select distinct unnest(list_transform(range(1, length($draft)), lambda place: $draft[place : place + 1])) as bigram
),

weighed as (
    select
        draft.bigram,
        ln(1 + (select max(document) from bigrams) / (1 + count(*))) as weight
    from draft
    inner join bigrams using (bigram)
    group by draft.bigram
),

final as (
    select
        bigrams.document,
        sum(weighed.weight) as score
    from bigrams
    inner join weighed using (bigram)
    group by bigrams.document
    order by score desc
    limit 10
)

select * from final
