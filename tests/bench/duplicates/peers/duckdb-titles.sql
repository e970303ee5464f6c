-- A row per title asked: where its other translation stands among all that are held, by each of two functions.
with titles as (
    select *
    from read_csv(
        $folder || '/titles.csv', header = false, names = ['id', 'held', 'asked'], all_varchar = true
    )
),

compared as (
    select
        asked.id,
        asked.id = held.id as is_own,
        jaccard(held.held, asked.asked) as jaccard,
        -levenshtein(held.held, asked.asked) as levenshtein
    from titles as asked
    cross join titles as held
),

placed as (
    select
        *,
        rank() over (partition by id order by jaccard desc) as by_jaccard,
        rank() over (partition by id order by levenshtein desc) as by_levenshtein
    from compared
),

final as (
    select
        by_jaccard::integer as by_jaccard,
        by_levenshtein::integer as by_levenshtein
    from placed
    where is_own
)

select * from final
