-- A row per judged pair: its label and how alike PostgreSQL's trigrams find the two.
copy (
    select
        pairs.label,
        similarity(a.whole, b.whole) as score
    from pairs
    inner join messages as a on pairs.a = a.id
    inner join messages as b on pairs.b = b.id
) to stdout csv
