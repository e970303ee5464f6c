-- A row per judged pair: its label, and how alike DuckDB's string functions find the two.
with pairs as (
    select * from read_csv($folder || '/pairs.csv', header = false, names = ['a', 'b', 'label'], all_varchar = true)
),

messages as (
    select *
    from read_csv($folder || '/messages.csv', header = false, names = ['id', 'whole'], all_varchar = true)
),

final as (
    select
        pairs.label::integer as label,
        jaccard(a.whole, b.whole) as jaccard,
        -levenshtein(a.whole[:1000], b.whole[:1000]) / greatest(length(a.whole[:1000]), length(b.whole[:1000]))
            as levenshtein,
        jaro_winkler_similarity(a.whole, b.whole) as jaro_winkler
    from pairs
    inner join messages as a on pairs.a = a.id
    inner join messages as b on pairs.b = b.id
)

select * from final
